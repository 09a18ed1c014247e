using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>What an account uses of one family of framings.</summary>
/// <param name="Profile">Index into the population.</param>
/// <param name="Household">The number of its card (<see cref="PopulationBaseline.HouseholdOf"/>); may be negative where no other user of the family
/// has it.</param>
/// <param name="Templates">The framings, in order.</param>
/// <param name="FramedCalls">Calls that carry any.</param>
/// <param name="Since">The first of them, microseconds.</param>
internal readonly record struct TemplateUser(int Profile, int Household, TemplateKey[] Templates, int FramedCalls, long Since);
