namespace Distill.Client.Tests.Verdicts;

/// <summary>Verdicts for a fake service to feed.</summary>
internal static class FedVerdicts
{
    public static readonly DateTimeOffset Flagged = new(2026, 11, 17, 8, 0, 0, TimeSpan.Zero);

    public static FedVerdict Blocked(string account) => new(account, "confirmed", 95, "block", "hydra-bb173e3d4fe8", Flagged);
}
