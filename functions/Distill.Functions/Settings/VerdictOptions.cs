namespace Distill.Functions.Settings;

/// <summary>How verdicts are published and answered. Section <c>Distill:Verdicts</c>.</summary>
public sealed record VerdictOptions
{
    /// <summary>
    /// Shadow mode for all: verdicts are computed and marked as simulated, and every action is allow. Default false; range false, true. Only the app
    /// that correlates reads it, so one place decides for all instances.
    /// </summary>
    public bool Simulated { get; init; }

    /// <summary>
    /// How long a caller may keep an answer, Cache-Control's max-age, time. Default 15 seconds; range 0 to 5 minutes. Together with the
    /// view's age and the time of a save, a new verdict reaches callers within a minute.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often an instance looks for changes, wall clock. Default 1 second; range 0.05 to 60 seconds. It is one point
    /// read. The API tier waits for what it finds.
    /// </summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The oldest view that gives an answer while the storage answers, wall clock. Default 5 seconds; range 0.1 seconds to 10 minutes. When the view
    /// is older, the instance reads the store.
    /// </summary>
    public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a lookup waits for the storage, wall clock. Default 2 seconds; range 0.1 to 5 seconds. After it the answer is what is known, with its
    /// age. An instance that has just started knows nothing; it waits five times as long, and then answers 503. The API tier's own caller waits too.
    /// </summary>
    public TimeSpan LookupPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long changes are kept for readers that come back, wall clock. Default 3 days; range 1 hour to 30 days. That covers a long weekend. A
    /// reader that stays away longer starts with a snapshot.
    /// </summary>
    public TimeSpan KeepChanges { get; init; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long a dismissal or an override without an end lasts, wall clock. Default 30 days; range 1 hour to 365 days. After a month somebody should
    /// look again.
    /// </summary>
    public TimeSpan DecisionsLast { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// By what factor the weight or the members of a dismissed cluster must grow to reopen it, ratio. Default 1.5; range 1.1 to 10. Calls that come
    /// and go between runs change less.
    /// </summary>
    public double DismissalGrowth { get; init; } = 1.5;

    /// <summary>
    /// Attempts to publish while others publish too, count. Default 8; range 1 to 50. Each attempt reads what they published and writes again.
    /// </summary>
    public int PublishAttempts { get; init; } = 8;

    public IEnumerable<string> Errors()
    {
        foreach (
            var (name, value, low, high, range) in new[]
            {
                (nameof(MaxAge), MaxAge, TimeSpan.Zero, TimeSpan.FromMinutes(5), "0 to 5 minutes"),
                (nameof(Refresh), Refresh, TimeSpan.FromSeconds(0.05), TimeSpan.FromSeconds(60), "0.05 to 60 seconds"),
                (nameof(MaxStaleness), MaxStaleness, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(10), "0.1 seconds to 10 minutes"),
                (nameof(LookupPatience), LookupPatience, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(5), "0.1 to 5 seconds"),
                (nameof(KeepChanges), KeepChanges, TimeSpan.FromHours(1), TimeSpan.FromDays(30), "1 hour to 30 days"),
                (nameof(DecisionsLast), DecisionsLast, TimeSpan.FromHours(1), TimeSpan.FromDays(365), "1 hour to 365 days"),
            }
        )
        {
            if (value < low || value > high)
            {
                yield return $"{name} is {value}; it must lie in {range}.";
            }
        }

        if (DismissalGrowth is not (>= 1.1 and <= 10))
        {
            yield return FormattableString.Invariant($"DismissalGrowth is {DismissalGrowth}; it must lie in 1.1 to 10.");
        }

        if (PublishAttempts is < 1 or > 50)
        {
            yield return $"PublishAttempts is {PublishAttempts}; it must lie in 1 to 50.";
        }
    }
}
