using Distill.Contracts;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>The account whose text is marked, and the code that it shares with others.</summary>
/// <param name="Account">The account that asked.</param>
/// <param name="Code">Its cluster's or cohort's code in the epoch; <c>default</c> leaves the cluster layer's sites alone.</param>
public readonly record struct MarkAssignment(AccountId Account, MarkCode Code);
