using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Volumes;

/// <summary>How many accounts were refused, and how verifications went, day by day. It is shown to people, and decides nothing.</summary>
/// <param name="Hour">The run's hour. What happened later is not in it.</param>
/// <param name="Days">The days on which anything happened, the earliest first: at most <see cref="Most"/>.</param>
public sealed record FactDays(Hour Hour, IReadOnlyList<FactDay> Days)
{
    /// <summary>The most days, the run's own included.</summary>
    public const int Most = 30;

    internal static FactDays Of(Population population, Hour hour)
    {
        var last = DateOnly.FromDateTime(hour.Start.UtcDateTime);
        var days = new SortedDictionary<DateOnly, FactDay>();
        foreach (var (day, accounts) in population.Refusals.CountAccounts(last.AddDays(1 - Most).DayNumber, last.DayNumber))
        {
            Change(DateOnly.FromDayNumber(day), d => d with { Refused = accounts });
        }

        foreach (var record in population.Verifications.Between(FirstOf(last), hour.End))
        {
            Change(
                DateOnly.FromDateTime(record.Time.UtcDateTime),
                d =>
                    record.Outcome switch
                    {
                        VerificationOutcome.Passed => d with { Passed = d.Passed + 1 },
                        VerificationOutcome.Failed => d with { Failed = d.Failed + 1 },
                        _ => d with { Opened = d.Opened + 1 },
                    }
            );
        }

        return new FactDays(hour, [.. days.Values]);

        void Change(DateOnly day, Func<FactDay, FactDay> change) => days[day] = change(days.GetValueOrDefault(day) ?? new FactDay(day));
    }

    private static DateTimeOffset FirstOf(DateOnly last) => new(last.AddDays(1 - Most), TimeOnly.MinValue, TimeSpan.Zero);
}

/// <summary>What happened on a day, in UTC.</summary>
/// <param name="Day">The day.</param>
public sealed record FactDay(DateOnly Day)
{
    /// <summary>Accounts of which the API tier refused requests.</summary>
    public int Refused { get; init; }

    /// <summary>Verifications that customers passed.</summary>
    public int Passed { get; init; }

    /// <summary>Verifications that customers failed.</summary>
    public int Failed { get; init; }

    /// <summary>Verifications that were opened.</summary>
    public int Opened { get; init; }
}
