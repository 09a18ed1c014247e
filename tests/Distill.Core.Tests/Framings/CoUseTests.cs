using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Framings;

public sealed class CoUseTests
{
    private static readonly CoUseRule s_rule = new(MinAccounts: 3, MinJaccard: 0.03, MaxChance: 1e-6);

    [Fact]
    public void KeysUsedTogether_AreACommunity() =>
        Assert.Equal(
            [
                [Key(1), Key(2), Key(3)],
            ],
            Communities(i => i < 12 ? [1, 2, 3] : [100 + i], 300)
        );

    /// <summary>
    /// In a large population some habits of speech go together beyond chance. They must not link, because few of those who have one have both.
    /// </summary>
    [Fact]
    public void HabitsOfALargePopulation_AreNone() =>
        Assert.Empty(
            Communities(
                i =>
                    i < 40 ? [1, 2]
                    : i < 1500 ? [1]
                    : i < 3000 ? [2]
                    : [100 + i],
                100_000
            )
        );

    /// <summary>Forty accounts use two framings of their own. Together with many others, they also use a dozen framings of their trade.</summary>
    [Fact]
    public void CoreOfItsOwnUsers_IsTakenOutOfACommunity()
    {
        FramingKey[] core = [Key(1), Key(2)],
            trade = [.. Enumerable.Range(3, 12).Select(Key)];

        Assert.Equal(
            [
                [.. core, .. trade],
            ],
            Communities(Keys, 5000)
        );
        Assert.Equal([core, trade], Communities(Keys, 5000, s_rule with { MinCore = 0.5 }));

        static int[] Keys(int i)
        {
            var some = Enumerable.Range(3, 12).ToArray();
            new Random(i).Shuffle(some);
            return i >= 190 ? [100 + i]
                : i >= 40 ? some[..6]
                : [.. i < 36 ? [1] : Array.Empty<int>(), .. i >= 6 ? [2] : Array.Empty<int>(), .. some[..8]];
        }
    }

    [Fact]
    public void FamiliesOfTheSameUsers_AreJoined_OthersAreNot()
    {
        FramingKey[][] communities =
        [
            [Key(1), Key(2)],
            [Key(3), Key(4)],
            [Key(5), Key(6)],
        ];
        var accounts = Enumerable.Range(0, 40).Select(i => i < 20 ? new[] { Key(1), Key(2), Key(3), Key(4) } : [Key(5), Key(6)]).ToArray();

        Assert.Equal(
            [
                [Key(1), Key(2), Key(3), Key(4)],
                [Key(5), Key(6)],
            ],
            SameUsers.Join(communities, Used(accounts))
        );
    }

    /// <summary>Ten accounts use two keys. A crowd of new accounts with one of them each would make chance explain that.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void CrowdOfNewAccountsWithOneKeyEach_PartsNoKeys(bool established, int communities)
    {
        var accounts = Enumerable
            .Range(0, 300)
            .Select(i =>
                i < 10 ? new[] { Key(1), Key(2) }
                : i < 200 ? [Key(1 + (i % 2))]
                : []
            )
            .ToArray();

        var used = Used(accounts, i => established || i is < 10 or >= 200);

        Assert.Equal(communities, new CoUse(used, s_rule).Communities().Count);
    }

    private static IReadOnlyList<FramingKey[]> Communities(Func<int, int[]> keys, int accounts, CoUseRule? rule = null)
    {
        var all = Enumerable.Range(0, accounts).Select(i => keys(i).Select(Key).ToArray()).ToArray();
        return new CoUse(Used(all), rule ?? s_rule).Communities();
    }

    private static UsedKeys Used(FramingKey[][] accounts, Func<int, bool>? established = null) =>
        UsedKeys.Of(
            [.. accounts.Select((_, i) => established?.Invoke(i) ?? true)],
            s_rule.MinAccounts,
            double.PositiveInfinity,
            (account, keys) =>
            {
                accounts[account].CopyTo(keys);
                return accounts[account].Length;
            }
        );

    private static FramingKey Key(int n) => FramingKey.OfPair((uint)n);
}
