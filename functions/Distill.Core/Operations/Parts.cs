using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Makes parts of clusters, and joins them.</summary>
internal sealed class Parts
{
    // Share of a cluster's accounts that must use a framing, so that it is the cluster's.
    private const int FramingOneIn = 5;

    // At most one in this many users of a framing may be an unrelated customer of standing. A few accounts of an operation are in no cluster yet.
    private const int UnrelatedOneIn = 20;

    // Shortest time between sign-up and first call, in microseconds, that counts as left unused: six hours. Whoever signs up to try something starts
    // at once, and so would everybody who came in the same hour.
    private const long LeastShelf = 6 * Micros.PerHour;

    private readonly PopulationBaseline _population;
    private readonly IReadOnlyList<FamilyUse[]> _uses;
    private readonly long _knownFrom;
    private readonly Dictionary<ulong, int> _unrelated = [];
    private readonly Dictionary<ulong, int> _related = [];

    /// <param name="population">All accounts.</param>
    /// <param name="uses">What each account uses of the families of framings, in the population's order.</param>
    /// <param name="clusters">The accounts of each suspect cluster, by index, ascending.</param>
    public Parts(PopulationBaseline population, IReadOnlyList<FamilyUse[]> uses, IReadOnlyList<int[]> clusters)
    {
        (_population, _uses, _knownFrom) = (population, uses, Debuts.KnownFrom(population));
        Count(clusters);
        All = [.. clusters.Select((accounts, i) => Of(i, accounts))];
    }

    /// <summary>A part for each cluster, in order.</summary>
    public IReadOnlyList<Part> All { get; }

    /// <summary>Joins parts into one.</summary>
    public Part Join(IReadOnlyCollection<Part> parts)
    {
        int[] accounts = [.. parts.SelectMany(p => p.Accounts).Distinct().Order()];
        return Of([.. parts.SelectMany(p => p.Clusters).Order()], accounts) with
        {
            Framings =
            [
                .. parts.SelectMany(p => p.Framings).GroupBy(f => f.Framing, (key, own) => (key, own.Sum(f => f.Customers))).OrderBy(f => f.key),
            ],
            Common = [.. parts.SelectMany(p => p.Common).Distinct().Order()],
        };
    }

    /// <summary>How many unrelated customers of standing use a framing.</summary>
    public int UnrelatedUsersOf(ulong framing) => _unrelated.GetValueOrDefault(framing);

    // Counts who uses the framings of suspect clusters: customers of these clusters, and other customers of standing.
    private void Count(IReadOnlyList<int[]> clusters)
    {
        var isRelated = new HashSet<int>();
        var seen = new HashSet<(ulong Framing, int Customer)>();
        foreach (var account in clusters.SelectMany(c => c))
        {
            var customer = _population.Customers.Of(account);
            isRelated.Add(customer);
            foreach (var framing in _uses[account].SelectMany(u => u.Framings))
            {
                if (seen.Add((framing.Value, customer)))
                {
                    _related[framing.Value] = _related.GetValueOrDefault(framing.Value) + 1;
                }
            }
        }

        seen.Clear();
        for (var account = 0; account < _uses.Count; account++)
        {
            var customer = _population.Customers.Of(account);
            if (_uses[account].Length == 0 || isRelated.Contains(customer) || !_population.Customers.IsEstablished(customer))
            {
                continue;
            }

            foreach (ref readonly var use in _uses[account].AsSpan())
            {
                foreach (var framing in use.Framings)
                {
                    if (_related.ContainsKey(framing.Value) && seen.Add((framing.Value, customer)))
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(_unrelated, framing.Value, out _)++;
                    }
                }
            }
        }
    }

    private Part Of(int cluster, int[] accounts)
    {
        var users = accounts
            .SelectMany(a => _uses[a].SelectMany(u => u.Framings).Distinct().Select(f => (Framing: f.Value, Account: a)))
            .GroupBy(u => u.Framing, u => u.Account)
            .Where(u => FramingOneIn * u.Count() >= accounts.Length)
            .OrderBy(u => u.Key)
            .ToLookup(u => UnrelatedOneIn * UnrelatedUsersOf(u.Key) <= _related[u.Key]);
        return Of([cluster], accounts) with
        {
            Framings = [.. users[true].Select(u => (u.Key, u.Select(_population.Customers.Of).Distinct().Count()))],
            Common = [.. users[false].Select(u => u.Key)],
        };
    }

    private Part Of(int[] clusters, int[] accounts)
    {
        using var scratch = Scratch.Rent<KeyCounts>();
        var means = scratch.Value;
        means.Clear();
        var births = new Dictionary<int, long>();
        var starts = new List<Start>();
        foreach (var account in accounts)
        {
            var traits = _population.TraitsOf(account);
            var kinds = _population.KindsOf(account);
            for (var i = 0; i < traits.Length; i++)
            {
                if (traits[i] >= 0 && kinds[i] is TraitKind.Payment or TraitKind.Device && Means.CanTie(_population, traits[i], kinds[i]))
                {
                    means.Add((ulong)traits[i])++;
                }
            }

            var created = _population.CreatedOf(account);
            if (created < 0)
            {
                continue;
            }

            var customer = _population.Customers.Of(account);
            births[customer] = Math.Min(created, births.GetValueOrDefault(customer, long.MaxValue));
            var began = _population.Profiles[account].FirstCall;
            var opened = (created - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            if (began >= _knownFrom && began - opened >= LeastShelf)
            {
                starts.Add(new Start(opened, began, customer));
            }
        }

        return new Part(clusters, accounts, accounts.Select(_population.Customers.Of).Distinct().Count())
        {
            Means = [.. Enumerable.Range(0, means.Count).Select(i => means.At(i)).Select(m => ((int)m.Key, m.Count)).Order()],
            Framings = [],
            Common = [],
            Births = [.. births.Values.Order()],
            Starts = [.. starts.OrderBy(s => s.Opened).ThenBy(s => s.Began).ThenBy(s => s.Customer)],
        };
    }
}
