namespace Distill.Functions.Settings;

/// <summary>How long stored data is kept. Section <c>Distill:Retention</c>.</summary>
public sealed record RetentionOptions
{
    /// <summary>
    /// Age at which a day of windows is deleted, days of event time. Default 30; range 2 to 400. Runs need the lookback
    /// only; the rest is for looking into wrong verdicts.
    /// </summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>
    /// Silence after which an account's verdict is deleted, days since its last call. Default 90; range 8 to 3,650. An account that comes back later
    /// is judged anew. For somebody who pays for accounts, waiting so long is no way out of a block.
    /// </summary>
    public int VerdictDays { get; init; } = 90;

    /// <summary>
    /// Age at which unusual volumes and dissolved clusters are deleted, days. Default 90; range 1 to 3,650. The same as
    /// verdicts, because people read them together.
    /// </summary>
    public int VolumeDays { get; init; } = 90;

    /// <summary>
    /// Age at which account records and bans are deleted, days since they were written. Default 730; range 30 to 3,650. An account may sleep
    /// that long before it is used. Sending a record again renews it.
    /// </summary>
    public int FactDays { get; init; } = 730;

    /// <summary>
    /// Age at which dead letters are deleted, days: of events, and of notifications that nobody took. Default 30; range 1 to 400. Time enough to
    /// repair a sender and replay. They hold no prompt text.
    /// </summary>
    public int DeadLetterDays { get; init; } = 30;

    /// <summary>
    /// Age at which events that can't be parsed are deleted, days. Default 7; range 1 to 30. They may hold prompt text, so they
    /// stay only as long as somebody needs to look at them.
    /// </summary>
    public int UnparsedDays { get; init; } = 7;

    /// <summary>Every option out of its range, in words; empty if all is well.</summary>
    /// <param name="lookbackHours">How far back a run looks. Windows have to be kept for that long, and for the day that is not over.</param>
    public IEnumerable<string> Errors(int lookbackHours)
    {
        foreach (
            var (name, value, low, high) in new[]
            {
                (nameof(WindowDays), WindowDays, 2, 400),
                (nameof(VerdictDays), VerdictDays, 8, 3650),
                (nameof(VolumeDays), VolumeDays, 1, 3650),
                (nameof(FactDays), FactDays, 30, 3650),
                (nameof(DeadLetterDays), DeadLetterDays, 1, 400),
                (nameof(UnparsedDays), UnparsedDays, 1, 30),
            }
        )
        {
            if (value < low || value > high)
            {
                yield return FormattableString.Invariant($"{name} is {value}; it must lie in {low} to {high:N0}.");
            }
        }

        if (24 * WindowDays < lookbackHours + 24)
        {
            yield return $"WindowDays is {WindowDays}. That is too short: a run looks back {lookbackHours} hours, and a day must be over first.";
        }
    }
}
