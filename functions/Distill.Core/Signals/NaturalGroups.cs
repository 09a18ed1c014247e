using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>What a group as a whole shows, against innocent groups of its size.</summary>
/// <param name="Value">The group's.</param>
/// <param name="Usual">The mean of the kind of innocent groups that explains it best.</param>
/// <param name="LogChance">ln of the chance that a group of that kind shows at least as much.</param>
internal readonly record struct GroupReading(double Value, double Usual, double LogChance);

/// <summary>A number in [0, 1] for every group, and the test whether a group's is higher than that of innocent groups of any one kind.</summary>
/// <remarks>
/// For what cannot be said of one account: how alike the accounts are, or how far apart. Kinds are the natural groups of the population (users of a
/// program, a framing, a card, ...) and random ones; the largest p-value counts, since the group may be innocent in any of these ways. Null of a
/// kind: beta with its groups' mean and variance. Groups of half the group's size or more count, cut to its size rounded down, so that theirs vary at
/// least as much and not by their smallness.
/// </remarks>
/// <param name="reference">Where innocent groups are found.</param>
/// <param name="measure">Of the accounts of a group; its expectation must not depend on how many they are. Null when it can't be told.</param>
/// <param name="least">A kind's mean and deviation are believed to be at least this: some dozens of groups show no more.</param>
internal sealed class NaturalGroups(ReferenceSample reference, Func<IReadOnlyList<AccountProfile>, double?> measure, double least)
{
    // Innocent groups of a kind: fewer say nothing of the kind, more tell no more.
    private const int MinGroups = 10;
    private const int MaxGroupsOfKind = 32;

    // Nobody is judged against himself: one member in ten is too few to matter.
    private const int MembersOneIn = 10;

    // The least size of a beta distribution, and the largest value that it is asked about.
    private const double LeastSize = 0.01,
        Most = 0.999;

    // Accounts of a group that are looked at, and the sizes at which innocent groups are: a few, for they are measured once for each.
    private const int MaxAccounts = 40;
    private static readonly int[] s_sizes = [8, 12, 20, MaxAccounts];

    private readonly Dictionary<int, IReadOnlyList<(int[] Accounts, double Value)[]>> _kinds = [];

    /// <summary>Null when the group has fewer than eight members or can't be measured, or fewer than ten innocent groups of any kind can.</summary>
    public GroupReading? Judge(AccountGroup group)
    {
        if (group.Members.Count < s_sizes[0])
        {
            return null;
        }

        AccountProfile[] looked = [.. group.Members.OrderBy(m => ReferenceSample.Hash(m)).ThenBy(m => m.Account).Take(MaxAccounts)];
        if (measure(looked) is not { } value)
        {
            return null;
        }

        var members = reference.MembersOf(group);
        GroupReading? best = null;
        foreach (var kind in Kinds(s_sizes.Last(s => s <= looked.Length)))
        {
            var values = kind.Where(g => MembersOneIn * g.Accounts.Count(a => members[a]) <= g.Accounts.Length).Select(g => g.Value).ToArray();
            if (values.Length >= MinGroups && Judge(value, values) is var reading && reading.LogChance > (best?.LogChance ?? double.NegativeInfinity))
            {
                best = reading;
            }
        }

        return best;
    }

    private GroupReading Judge(double value, double[] values)
    {
        var mean = Math.Clamp(values.Average(), least, 1 - least);
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) * (1 + (1.0 / values.Length));
        var size = Math.Max(LeastSize, (mean * (1 - mean) / Math.Max(variance, least * least)) - 1);
        return new GroupReading(value, mean, BetaTail.LogUpper(Math.Min(value, Most), mean * size, (1 - mean) * size));
    }

    private IReadOnlyList<(int[] Accounts, double Value)[]> Kinds(int size)
    {
        if (!_kinds.TryGetValue(size, out var kinds))
        {
            _kinds.Add(
                size,
                kinds = [
                    .. reference
                        .Kinds.Select(k => k.Select(g => g.Accounts).Where(g => 2 * g.Length >= size).Take(MaxGroupsOfKind))
                        .Append(RandomGroups(size))
                        .Select(k => Measured(k, size)),
                ]
            );
        }

        return kinds;
    }

    private (int[] Accounts, double Value)[] Measured(IEnumerable<int[]> groups, int size) =>
        [
            .. groups
                .Select(g => g.Take(size).ToArray())
                .Select(g => (Accounts: g, Value: measure([.. g.Select(a => reference.Profiles[a])])))
                .Where(g => g.Value is not null)
                .Select(g => (g.Accounts, g.Value!.Value)),
        ];

    // The sample is in order of hash, and so at random. Groups may overlap.
    private IEnumerable<int[]> RandomGroups(int size)
    {
        var random = new Random(size);
        for (var i = 0; i < MaxGroupsOfKind && reference.SampleCount >= 2 * size; i++)
        {
            var accounts = new HashSet<int>();
            while (accounts.Count < size)
            {
                accounts.Add(random.Next(reference.SampleCount));
            }

            yield return [.. accounts.Order()];
        }
    }
}
