using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Events;

/// <summary>
/// Says that the API tier turned requests of an account away on a day, because of its verdict. It is a sign of life, no call and no evidence.
/// </summary>
/// <remarks>
/// A refused program may knock a thousand times a day. All refusals of one account, day and action are equal, so that they are kept once.
/// </remarks>
/// <param name="Account">The account that was refused.</param>
/// <param name="Day">The day in UTC, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Action">The action that was taken. Null if the event does not say.</param>
public sealed record RefusalRecord(AccountId Account, int Day, VerdictAction? Action) : IAccountFact
{
    /// <summary>The start of the day.</summary>
    public DateTimeOffset Time => new(DateOnly.FromDayNumber(Day), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The refusal as of a time.</summary>
    public static RefusalRecord At(AccountId account, DateTimeOffset time, VerdictAction? action) =>
        new(account, DateOnly.FromDateTime(time.UtcDateTime).DayNumber, action);
}
