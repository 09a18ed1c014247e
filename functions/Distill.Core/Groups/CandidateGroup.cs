using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Groups;

/// <summary>Accounts that may belong together, before anyone asked whether chance or an honest reason explains it.</summary>
/// <param name="Members">In order of account, each with its own link to the others.</param>
/// <param name="Family">Framings that link them; null for a group found by infrastructure alone.</param>
/// <param name="FramingUsers">How the population uses these framings; null when there are none.</param>
internal sealed record CandidateGroup(IReadOnlyList<Membership> Members, FramingFamily? Family, FramingCensus? FramingUsers);

/// <summary>One account's own link to a group.</summary>
/// <param name="Profile">The account.</param>
/// <param name="FramingCount">How many of the group's framings it uses.</param>
/// <param name="FramingCalls">How many of its calls carry any.</param>
/// <param name="Since">Its first call that does, microseconds; its first call where the group has no framings.</param>
/// <param name="LinkWeight">Log-likelihood ratio of belonging, from its own framings, infrastructure and birth.</param>
internal readonly record struct Membership(AccountProfile Profile, int FramingCount, int FramingCalls, long Since, double LinkWeight);

/// <summary>How the population uses a group's framings.</summary>
/// <param name="Popularity">Accounts that use each framing, as shares of all.</param>
/// <param name="UsersOfTwo">Accounts that use two or more.</param>
/// <param name="ClosestPair">-ln of the chance that its closest two would be used together as often, among all pairs looked at.</param>
internal sealed record FramingCensus(IReadOnlyList<double> Popularity, int UsersOfTwo, double ClosestPair);
