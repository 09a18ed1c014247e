using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>What an account uses of one family of framings.</summary>
/// <param name="Profile">Index into the population.</param>
/// <param name="Card">The number of its card (<see cref="PopulationBaseline.CardOf"/>); may be negative where no other user of the family
/// has it.</param>
/// <param name="Framings">The framings, in order.</param>
/// <param name="FramedCalls">Calls that carry any.</param>
/// <param name="Since">The first of them, microseconds.</param>
internal readonly record struct FramingUser(int Profile, int Card, FramingKey[] Framings, int FramedCalls, long Since);
