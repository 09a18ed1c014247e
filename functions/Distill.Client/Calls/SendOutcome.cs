namespace Distill.Client.Calls;

/// <summary>What became of the calls that one try took out of its list, and why others are left.</summary>
/// <param name="Taken">Calls that the service took.</param>
/// <param name="Rejected">Calls that the service will not take, however often they come.</param>
/// <param name="Failure">Why calls are left; null when none are.</param>
internal readonly record struct SendOutcome(int Taken, int Rejected, Exception? Failure);
