namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>The retry context of one run of a batch.</summary>
/// <param name="Count">How many runs failed before this one; 0 for the first run, which is not a retry.</param>
/// <param name="MaxCount">The policy's limit; -1 for no limit, 0 without a policy.</param>
internal readonly record struct RetryAttempt(int Count, int MaxCount);
