namespace Distill.Core.Reconciliation;

/// <summary>How two logs are compared.</summary>
public sealed record ReconciliationOptions
{
    /// <summary>
    /// How far token counts of one call may differ, as a share; two tokens always may. Default 0.02; range 0 to 0.5. Tokenizers differ, and some logs
    /// leave out what stands around a prompt.
    /// </summary>
    public double TokenTolerance { get; init; } = 0.02;

    /// <summary>
    /// The largest difference between the clocks that is looked for. Default 26 hours; range 1 minute to 48 hours. A log in local time is up to 14
    /// hours off, and one whose zone was applied twice more than that.
    /// </summary>
    public TimeSpan MaxSkew { get; init; } = TimeSpan.FromHours(26);

    /// <summary>
    /// The chance of a false statement about an account, over all accounts together. Default 0.01; range 0.0001 to 0.1.
    /// </summary>
    public double Alpha { get; init; } = 0.01;
}
