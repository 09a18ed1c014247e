using System.Globalization;
using System.Text;
using Distill.Contracts;

namespace Distill.Reports.Words;

/// <summary>Values as people read them, the same in every country.</summary>
public static class Shown
{
    /// <summary>The longest name of an account, a model or a person that is shown whole, in characters. Longer ones break tables.</summary>
    public const int MaxName = 60;

    /// <summary>The longest sentence that is shown whole, in characters: as long as a reason of a decision may be.</summary>
    public const int MaxSentence = 2000;

    // Beyond a million the models of chance are not exact enough.
    private const double MaxWeight = 13.8;

    // What a page shows as space.
    private const string Lines = "\n\t";

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number to three or four digits: <c>9,999</c>, <c>12.3 k</c>, <c>98.2 M</c>, <c>1.4 bn</c>.</summary>
    public static string Rounded(long number) =>
        number switch
        {
            < 10_000 => Number(number),
            < 999_950 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.#} k"),
            < 999_950_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.#} M"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{number / 1e9:#,0.#} bn"),
        };

    /// <summary>A count with its noun: <c>1 account</c>, <c>2 accounts</c>.</summary>
    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>A count with its noun, for a noun whose plural is not made by an s.</summary>
    public static string Count(long number, string noun, string nouns) => $"{Number(number)} {(number == 1 ? noun : nouns)}";

    /// <summary>Parts in a sentence: <c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string Listed(IReadOnlyList<string> parts) =>
        parts.Count <= 1 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    public static string Percent(long part, long whole) =>
        whole <= 0 ? "0 %" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} %");

    /// <summary>A share of 1.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    /// <summary>How much likelier a finding of a weight is under one operator than by chance; empty for one that has no weight.</summary>
    public static string Times(double weight) =>
        weight <= 0 ? ""
        : weight > MaxWeight ? "> 1,000,000 ×"
        : $"{Number((long)Math.Round(Math.Exp(weight)))} ×";

    public static string Weight(double weight) => weight.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A time in UTC, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time as programs read it.</summary>
    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>How long something takes, in its largest unit: <c>5 min</c>, <c>3 h</c>, <c>12 days</c>.</summary>
    public static string Span(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? "0 min"
        : span < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min")
        : span < TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days");

    /// <summary>A wire name as words: <c>not_assessed</c> is "not assessed".</summary>
    public static string Words(string name) => name.Replace('_', ' ');

    /// <summary>
    /// Text from outside, as <see cref="HiddenText"/> shows it. What is longer than <paramref name="most"/> is cut.
    /// </summary>
    public static string Text(string text, int most)
    {
        var shown = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (shown.Length >= most)
            {
                return shown.Append('…').ToString();
            }

            HiddenText.Append(shown, rune, Lines);
        }

        return shown.ToString();
    }

    public static string Name(string text) => Text(text, MaxName);

    public static string Sentence(string text) => Text(text, MaxSentence);
}
