using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Groups;

/// <summary>Accounts that may belong together, before anything asks whether chance or an honest reason explains it.</summary>
/// <param name="Members">The members, ordered by account, each with its own link to the others.</param>
/// <param name="Family">The framings that link them. Null for a group found by infrastructure alone.</param>
/// <param name="FramingUsers">How the population's customers use these framings. Null when there are none.</param>
internal sealed record CandidateGroup(IReadOnlyList<Membership> Members, FramingFamily? Family, FramingCensus? FramingUsers)
{
    /// <summary>True when the members were chosen from a larger group because they keep one order of turns.</summary>
    public bool IsRing { get; init; }
}

/// <summary>One account's link to a group.</summary>
/// <param name="Profile">The account.</param>
/// <param name="FramingCount">How many of the group's framings the account uses.</param>
/// <param name="FramingCalls">How many of its calls carry any of them.</param>
/// <param name="Since">Time of its first such call, microseconds since 1970-01-01 UTC. Time of its first call when the group has no framings.</param>
/// <param name="LinkWeight">Log-likelihood ratio of membership, from the account's own framings, infrastructure and birth.</param>
internal readonly record struct Membership(AccountProfile Profile, int FramingCount, int FramingCalls, long Since, double LinkWeight)
{
    /// <summary>What ties the account to the group beside framings.</summary>
    public OwnEvidence Own { get; init; }
}
