using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>A group of accounts that may be one operator's, with the population that it is judged against.</summary>
/// <param name="Members">The accounts, ordered.</param>
/// <param name="Population">All active accounts, including the members.</param>
public sealed record AccountGroup(IReadOnlyList<AccountProfile> Members, PopulationBaseline Population)
{
    /// <summary>For each member, the customer that it belongs to, see <see cref="Profiles.Customers"/>.</summary>
    internal IReadOnlyList<int> Customers => field ??= [.. Members.Select(m => Population.Customers.Of(Population.IndexOf(m)))];

    /// <summary>The different customers of the group, in the order of their first members.</summary>
    internal IReadOnlyList<int> DistinctCustomers => field ??= [.. Customers.Distinct()];

    /// <summary>
    /// For each member, the time of its first call that ties it to the group, microseconds since 1970-01-01 UTC. Earlier calls may be unrelated. By
    /// default the member's first call.
    /// </summary>
    public IReadOnlyList<long> Since
    {
        get => field ??= [.. Members.Select(m => m.FirstCall)];
        init;
    }

    /// <summary>Start times of a member's sittings since it is tied to the group, microseconds since 1970-01-01 UTC, ascending.</summary>
    public ReadOnlySpan<long> SittingsOf(int member)
    {
        var sittings = Members[member].Sittings;
        var first = sittings.BinarySearch(Since[member]);

        // Include the sitting that contains the first tie: it began before it.
        return sittings[Math.Max(0, first >= 0 ? first : ~first - 1)..];
    }
}
