namespace Distill.Functions.Settings;

/// <summary>How long what is stored is kept. Section <c>Distill:Retention</c>.</summary>
public sealed record RetentionOptions
{
    /// <summary>
    /// Age at which a day of windows is deleted, days of event time. Default 30; range 2 to 400. No run looks back further than the lookback; the
    /// rest is for a wrong verdict to be looked into.
    /// </summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>
    /// Silence after which an account's verdict is deleted, days since its last call. Default 90; range 8 to 3,650. An account that comes back later
    /// is judged anew: long enough that waiting is no way out of a block for who pays for accounts.
    /// </summary>
    public int VerdictDays { get; init; } = 90;

    /// <summary>
    /// Age at which unusual volumes and clusters that are no more are deleted, days. Default 90; range 1 to 3,650. As long as verdicts, beside which
    /// they are read.
    /// </summary>
    public int VolumeDays { get; init; } = 90;

    /// <summary>
    /// Age at which account records and bans are deleted, days since they were written. Default 730; range 30 to 3,650. An account's birth is
    /// evidence for as long as it may sleep; whoever sends a record again renews it.
    /// </summary>
    public int FactDays { get; init; } = 730;

    /// <summary>
    /// Age at which dead letters are deleted, days. Default 30; range 1 to 400. Time to repair a sender and replay; they hold no prompt text.
    /// </summary>
    public int DeadLetterDays { get; init; } = 30;

    /// <summary>
    /// Age at which events that can't be parsed are deleted, days. Default 7; range 1 to 30. They may hold prompt text: no longer than somebody needs
    /// to look.
    /// </summary>
    public int UnparsedDays { get; init; } = 7;

    public IEnumerable<string> Errors()
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
    }
}
