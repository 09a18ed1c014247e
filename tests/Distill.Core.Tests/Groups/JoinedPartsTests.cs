using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Groups;

public sealed class JoinedPartsTests
{
    /// <summary>The link to one part may be stronger by an address alone. The framings of the other part stay the account's.</summary>
    [Fact]
    public void MemberOfTwoParts_KeepsTheFramingsOfThePartItUsesMost()
    {
        AccountProfile[] accounts =
        [
            .. Enumerable.Range(0, 10).Select(i => Some.Profile([Some.Call($"a{i}")], Some.Record($"a{i}", payment: $"card{i % 2}"))),
        ];
        CandidateGroup Part(IEnumerable<AccountProfile> members, int framings, int calls, double weight) =>
            new(
                [.. members.Select(m => new Membership(m, framings, calls, m.FirstCall, weight))],
                Some.Family(framings: 1),
                new FramingCensus(10, [0.01], FramingCensus.CountUsers(Enumerable.Range(0, 10).Select(c => (c, 2))), 50)
            );

        var whole = new JoinedParts(PopulationBaseline.Of(accounts), new DetectionOptions()).Of([
            (Part(accounts, 3, 50, 5), [], 0),
            (Part(accounts[5..], 2, 2, 8), [], 1),
        ]);

        Assert.NotNull(whole);
        Assert.All(whole.Members, m => Assert.Equal((3, 50), (m.FramingCount, m.FramingCalls)));
        Assert.Equal([5, 5, 5, 5, 5, 8, 8, 8, 8, 8], whole.Members.Select(m => m.LinkWeight));
    }
}
