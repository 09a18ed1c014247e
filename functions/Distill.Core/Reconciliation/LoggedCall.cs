namespace Distill.Core.Reconciliation;

/// <summary>One call as one of two logs has it.</summary>
/// <param name="Micros">When, by the clock of its log, microseconds since 1970-01-01 UTC.</param>
/// <param name="Party">In our log the account, in a reseller's log its customer.</param>
/// <param name="Model">The model, as the log names it.</param>
/// <param name="InputTokens">0 when the log does not say.</param>
/// <param name="OutputTokens">0 when the log does not say.</param>
/// <param name="Id">Tells the log's calls of one party and time apart. A repeated line has the same.</param>
public readonly record struct LoggedCall(long Micros, string Party, string Model, int InputTokens, int OutputTokens, ulong Id)
{
    /// <summary>True when both token counts are known. Only then a call can be told from others of its time.</summary>
    public bool HasTokens => InputTokens > 0 && OutputTokens > 0;
}
