namespace Distill.Core.Signals;

/// <summary>Accounts of a group that keep one order of turns, and how sure that is of each.</summary>
/// <param name="Members">Indices of the group's members, ascending.</param>
/// <param name="Odds">For each of these, the logarithm of the odds that it is one of the ring's and does not fit by chance.</param>
internal sealed record TurnRing(int[] Members, double[] Odds);
