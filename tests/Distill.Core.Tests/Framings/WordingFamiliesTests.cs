using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Framings;

public sealed class WordingFamiliesTests
{
    private static readonly string[] s_words =
    [
        .. Enumerable.Range(0, 2000).Select(i => $"v{(char)('a' + (i / 400))}{(char)('a' + (i / 20 % 20))}{(char)('a' + (i % 20))}"),
    ];

    [Fact]
    public void FramingsWordedAnew_AreAFamilyTakenApartByCalls()
    {
        var profiles = Population(varied: 16);

        var family = Assert.Single(WordingFamilies.Find(PopulationBaseline.Of(profiles)));

        Assert.True(family.IsVaried);
        Assert.InRange(family.Framings.Count, 2, 3);
        Assert.All(family.Framings, t => Assert.Equal(2, t.Needed));
        var library = new FramingLibrary([family]);
        var users = profiles
            .Where(p => library.Match(p, new MatchScratch()) is [{ Framings.Length: >= 2 }])
            .Select(p => p.Account.Value[0])
            .ToArray();
        Assert.True(users.Count(u => u == 'h') >= 14, $"{users.Length} users");
        Assert.DoesNotContain('c', users);
    }

    [Fact]
    public void CustomersOfTheirOwnWords_AreNone() => Assert.Empty(WordingFamilies.Find(PopulationBaseline.Of(Population(varied: 0))));

    [Fact]
    public void OneFraming_IsNoFamily_HoweverManyUseIt() =>
        Assert.Empty(WordingFamilies.Find(PopulationBaseline.Of(Population(varied: 40, framings: 1))));

    // The accounts named h work through framings of 16 words, of which half vary. The 150 customers use no framings.
    private static AccountProfile[] Population(int varied, int framings = 3)
    {
        var random = new Random(3);
        var profiles = new List<AccountProfile>();
        for (var i = 0; i < varied; i++)
        {
            profiles.Add(
                Profile(
                    $"h{i:00}",
                    60,
                    n =>
                        s_words[(16 * (n % framings))..(16 * ((n % framings) + 1))]
                            .Select(w => random.NextDouble() < .5 ? random.GetItems(s_words, 1)[0] : w),
                    random
                )
            );
        }

        for (var i = 0; i < 150; i++)
        {
            profiles.Add(Profile($"c{i:000}", 40, _ => [], random));
        }

        return [.. profiles.OrderBy(p => p.Account)];
    }

    private static AccountProfile Profile(string account, int calls, Func<int, IEnumerable<string>> framing, Random random) =>
        Some.Profile(
            Enumerable
                .Range(0, calls)
                .Select(n =>
                    Some.Call(
                        account,
                        id: $"{account}/{n}",
                        time: Some.Time.AddMinutes(30 * n),
                        prompt: string.Join(' ', [.. framing(n), .. random.GetItems(s_words, 30)])
                    )
                )
        );
}
