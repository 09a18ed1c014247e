using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>What a group as a whole shows, compared with innocent groups of its size.</summary>
/// <param name="Value">The group's value.</param>
/// <param name="Usual">The mean of the kind of innocent groups that explains the value best.</param>
/// <param name="LogChance">ln of the chance that a group of that kind shows at least as much.</param>
internal readonly record struct GroupReading(double Value, double Usual, double LogChance);

/// <summary>A number in [0, 1] for every group, and the test whether a group's value is higher than that of innocent groups of any kind.</summary>
/// <remarks>
/// It is for values that a single account does not have: how alike the accounts are, or how far apart. The kinds are the natural groups of the
/// population (users of a program, a framing, a card, ...) and random groups. The largest p-value counts, because the group may be innocent in any
/// of these ways. The null of a kind is a beta distribution with its groups' mean and variance. Innocent groups have the group's size, rounded down
/// to one of a few sizes, so they vary at least as much. Natural groups are cut to that size. Those below half of it do not count, because they
/// would vary only by being small.
/// </remarks>
/// <param name="reference">The reference sample with its natural groups.</param>
/// <param name="measure">Measures a group. Its expectation must not depend on the number of accounts. Null when the group can't be measured.</param>
/// <param name="least">Smallest mean and deviation of a kind that are believed. A few dozen groups can't show less.</param>
internal sealed class NaturalGroups(ReferenceSample reference, Func<IReadOnlyList<AccountProfile>, double?> measure, double least)
{
    // Fewest and most innocent groups of a kind. Fewer tell nothing about the kind, more tell nothing new.
    private const int MinGroups = 10;
    private const int MaxGroupsOfKind = 32;

    // Nobody is judged against himself. At most one in this many accounts of an innocent group may be a member: too few to matter.
    private const int MembersOneIn = 10;

    // Smallest size of a beta distribution, and the largest value that its tail is computed for.
    private const double LeastSize = 0.01,
        Most = 0.999;

    // Most accounts of a group that are looked at, and the sizes of innocent groups. There are few sizes, because each is measured once.
    private const int MaxAccounts = 40;
    private static readonly int[] s_sizes = [8, 12, 20, MaxAccounts];

    private readonly Dictionary<int, IReadOnlyList<(int[] Accounts, double Value)[]>> _kinds = [];

    /// <summary>
    /// Judges a group. Null when it has fewer than eight members or can't be measured, or when no kind has ten innocent groups that can.
    /// </summary>
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

    // Draws random groups from the sample. They may overlap.
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
