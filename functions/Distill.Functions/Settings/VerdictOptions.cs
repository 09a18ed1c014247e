namespace Distill.Functions.Settings;

/// <summary>How verdicts are published and answered. Section <c>Distill:Verdicts</c>.</summary>
public sealed record VerdictOptions
{
    /// <summary>
    /// Shadow mode for all: verdicts are computed and marked as simulated, and every action is to allow. Default false; range false, true. Read where
    /// the correlation runs: one place decides for all instances.
    /// </summary>
    public bool Simulated { get; init; }

    /// <summary>
    /// How long a caller may keep an answer, Cache-Control's max-age, time. Default 15 seconds; range 0 to 5 minutes. With the view's own age and a
    /// run's time to save, an answer is right within a minute.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often an instance looks for changes, wall clock. Default 1 second; range 0.05 to 60 seconds. One point read each time; what it finds is
    /// what the API tier waits for.
    /// </summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The oldest view that is answered from, wall clock. Default 5 seconds; range 0.1 seconds to 10 minutes. Beyond it the store is asked; who can't
    /// ask it says so, and callers have their own copy to live on.
    /// </summary>
    public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long changes are kept for readers to resume at, wall clock. Default 3 days; range 1 hour to 30 days. A long weekend; who stays away longer
    /// starts with a snapshot.
    /// </summary>
    public TimeSpan KeepChanges { get; init; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long a dismissal or an override stands that names no end, wall clock. Default 30 days; range 1 hour to 365 days. A month: what was right
    /// once is to be looked at again.
    /// </summary>
    public TimeSpan DecisionsLast { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How many times the weight or the members of a dismissed cluster are materially more, ratio. Default 1.5; range 1.1 to 10. Above what calls
    /// that come and go move between runs.
    /// </summary>
    public double DismissalGrowth { get; init; } = 1.5;

    /// <summary>
    /// Attempts to publish when others do so meanwhile, count. Default 8; range 1 to 50. Each is a read of what they published and a write.
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
