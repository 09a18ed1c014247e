namespace Distill.Client.Calls;

/// <summary>What one try to send did with the calls, and why some are left.</summary>
/// <param name="Taken">The number of calls that the service took.</param>
/// <param name="Rejected">The number of calls that the service will never take.</param>
/// <param name="Failure">Why calls are left; null when none are.</param>
internal readonly record struct SendOutcome(int Taken, int Rejected, Exception? Failure);
