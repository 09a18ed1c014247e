using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>Accounts that may be one operator's, and the population that they are judged against.</summary>
/// <param name="Members">In order of account.</param>
/// <param name="Population">All active accounts, the members among them.</param>
public sealed record AccountGroup(IReadOnlyList<AccountProfile> Members, PopulationBaseline Population)
{
    /// <summary>
    /// For each member the first call that ties it to the group, microseconds; an account may have had a life of its own before. All calls by
    /// default.
    /// </summary>
    public IReadOnlyList<long> Since { get; init; } = [.. Members.Select(m => m.FirstCall)];

    /// <summary>A member's sittings since it is tied to the group, in order.</summary>
    public ReadOnlySpan<long> SittingsOf(int member)
    {
        var sittings = Members[member].Sittings;
        var first = sittings.BinarySearch(Since[member]);

        // The sitting in which the first tie falls began before it.
        return sittings[Math.Max(0, first >= 0 ? first : ~first - 1)..];
    }
}
