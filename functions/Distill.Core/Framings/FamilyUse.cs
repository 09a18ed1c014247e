using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>What one account used of one family.</summary>
/// <param name="Family">The family's place in the library.</param>
/// <param name="Framings">The framings, in order.</param>
/// <param name="FramedCalls">Calls that carry any of them.</param>
/// <param name="Since">Time of the first of them, microseconds.</param>
internal readonly record struct FamilyUse(int Family, FramingKey[] Framings, int FramedCalls, long Since);
