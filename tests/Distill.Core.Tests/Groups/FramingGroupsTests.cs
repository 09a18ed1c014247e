using System.Text;
using Distill.Contracts.Prompts;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Groups;

public sealed class FramingGroupsTests
{
    private static readonly string[] s_framings =
    [
        .. Enumerable.Range(0, 6).Select(i => $"In part {(char)('a' + i)} of this work please explain at length"),
    ];

    /// <summary>
    /// Twelve accounts work through two framings of their own and also use those of a trade. They form a group by their own two, and only the calls
    /// with these are counted.
    /// </summary>
    [Fact]
    public void CoreOfATradesFamily_IsAGroupByItsOwnFramingsAndTheirCalls()
    {
        AccountProfile[] profiles =
        [
            .. Enumerable.Range(0, 12).Select(i => Profile($"a{i:000}", n => n < 16 ? n % 2 : 2 + (n % 4))),
            .. Enumerable.Range(0, 120).Select(i => Profile($"b{i:000}", n => n < 8 ? 2 + ((i + (n % 2)) % 4) : null)),
            .. Enumerable.Range(0, 400).Select(i => Profile($"c{i:000}", _ => null)),
        ];
        var library = new FramingLibrary([
            new FramingFamily([.. s_framings.Select(KeyOf).Order().Select(key => new Framing(key, [key], Needed: 1))], 100),
        ]);

        var groups = new FramingGroups(PopulationBaseline.Of(profiles), new DetectionOptions())
            .Find(new FramingMatches(library, [.. profiles.Select(p => library.Match(p, new MatchScratch()))]))
            .ToArray();

        var core = Assert.Single(groups, g => g.Family!.Framings.Count == 2);
        Assert.Equal(profiles[..12].Select(p => p.Account), core.Members.Select(m => m.Profile.Account));
        Assert.All(core.Members, m => Assert.Equal((2, 16), (m.FramingCount, m.FramingCalls)));
        Assert.Equal([12.0 / 532, 12.0 / 532], core.FramingUsers!.Popularity);
    }

    // Twenty calls, each with the framing of a number or with none, and with different other words.
    private static AccountProfile Profile(string account, Func<int, int?> framing) =>
        Some.Profile(
            Enumerable
                .Range(0, 20)
                .Select(n =>
                    Some.Call(
                        account,
                        id: $"{account}/{n}",
                        time: Some.Time.AddMinutes(20 * n),
                        prompt: $"{(framing(n) is { } f ? s_framings[f] : $"{account} {n} alone")} "
                            + $"{string.Join(' ', Enumerable.Range(0, 12).Select(w => $"{account}{n}w{w}"))}"
                    )
                ),
            Some.Record(account)
        );

    private static FramingKey KeyOf(string framing) =>
        FramingKey.Of(PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(framing)).Heads[1], 1, isTail: false);
}
