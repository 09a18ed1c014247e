using System.Globalization;
using Distill.Contracts;

namespace Distill.Core.Decisions;

/// <summary>What a verdict of watch or above was judged on. It is kept with the verdict, so that silence is not read as innocence.</summary>
/// <param name="Hour">The last run that found this level by itself.</param>
/// <param name="Calls">The account's calls that this run saw. <see cref="Unknown"/> for a verdict that was stored without its basis.</param>
/// <param name="From">The hour of the first of these calls.</param>
/// <param name="LastDay">The last day with a sign of life: a call or a refusal. As <see cref="DateOnly.DayNumber"/>, in UTC.</param>
public sealed record VerdictBasis(Hour Hour, long Calls, Hour From, int LastDay)
{
    /// <summary>More calls than any account makes: no number of calls is as much as was judged on.</summary>
    public const long Unknown = long.MaxValue;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no basis.</exception>
    public static VerdictBasis Parse(string text)
    {
        var parts = text.Split(' ');
        return parts.Length == 4
            ? new VerdictBasis(
                Hour.Parse(parts[0]),
                long.Parse(parts[1], CultureInfo.InvariantCulture),
                Hour.Parse(parts[2]),
                int.Parse(parts[3], CultureInfo.InvariantCulture)
            )
            : throw new FormatException($"\"{text}\" is no basis of a verdict.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hour} {Calls} {From} {LastDay}");

    /// <summary>The day of a time, in UTC.</summary>
    internal static int DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).DayNumber;
}
