using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>What one account uses of one family of framings.</summary>
/// <param name="Family">The family's index in the library.</param>
/// <param name="Framings">The keys of the framings, sorted.</param>
/// <param name="FramedCalls">Calls that carry any of these framings.</param>
/// <param name="Since">Time of the first such call, microseconds since 1970-01-01 UTC.</param>
internal readonly record struct FamilyUse(int Family, FramingKey[] Framings, int FramedCalls, long Since);
