using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// A question for a suspect: the beginning of a text, and two ways to go on, which differ in one choice of wording. No key has a part in it.
/// </summary>
public sealed record ProbeQuestion
{
    private ProbeQuestion(Cell cell, string beginning, string first, string second) =>
        (Cell, Beginning, First, Second) = (cell, beginning, first, second);

    /// <summary>What the question asks about.</summary>
    public Cell Cell { get; }

    /// <summary>The text before the choice.</summary>
    public string Beginning { get; }

    /// <summary>How the text goes on with the pair's first form, with its leading space, if it has one.</summary>
    public string First { get; }

    /// <summary>How the text goes on with the pair's second form.</summary>
    public string Second { get; }

    /// <summary>
    /// The question for a model that follows instructions. A hash of the beginning decides which form stands first, so that a model that prefers the
    /// first answer prefers no form.
    /// </summary>
    public string Prompt
    {
        get
        {
            var (one, two) = IsSwapped ? (Second, First) : (First, Second);
            return "Here is the beginning of a text, and two ways to go on with it. Which of the two would you write? Answer with 1 or 2 and nothing "
                + $"else.\n\nBeginning:\n{Beginning}\n\n1: {LastWord}{one}\n2: {LastWord}{two}";
        }
    }

    /// <summary>Whether the second form stands first in <see cref="Prompt"/>.</summary>
    internal bool IsSwapped => (WordHash.Bucket(WordHash.Of(Beginning)) & 1) != 0;

    private ReadOnlySpan<char> LastWord => Beginning.AsSpan(Beginning.AsSpan().LastIndexOfAny(' ', '\n', '\t') + 1);

    /// <summary>
    /// Returns the question with these texts. Returns null unless they differ in one choice right behind the beginning, about which the beginning
    /// tells nothing.
    /// </summary>
    public static ProbeQuestion? Of(string beginning, string first, string second) =>
        Next(beginning, first) is { Form: false } one && Next(beginning, second) is { Form: true } two && one.Cell == two.Cell
            ? new ProbeQuestion(one.Cell, beginning, first, second)
            : null;

    /// <summary>
    /// Returns the choice in an answer: true for the second form, false for the first. It may be the number of one of the two ways, one of them in
    /// words, or any text that goes on with the beginning. Returns null for a refusal, for an answer with both forms, and for one with neither.
    /// </summary>
    public bool? Choice(string answer) => new ProbeAnswer(this, answer).Choice();

    /// <summary>Returns what the numbers 1 and 2 of <see cref="Prompt"/> stand for: the value of the first form, and that of the second.</summary>
    public (double First, double Second) OfNumbers(double one, double two) => IsSwapped ? (two, one) : (one, two);

    /// <summary>Returns the choice that stands right behind the beginning in a text; null if there is none, or if the beginning shows it.</summary>
    internal static Site? Next(string beginning, string continuation)
    {
        // A line with commas and without an end is taken for a row of values, and a short sentence with nothing behind it for a line of verse.
        var whole = beginning + continuation;
        var sites = SiteScanner.Scan((char.IsLetterOrDigit(whole[^1]) ? whole + "." : whole) + " ");
        foreach (var site in sites)
        {
            if (site.Start >= beginning.Length)
            {
                var isNext = string.IsNullOrWhiteSpace(whole[beginning.Length..site.Start]);
                return isNext && sites.All(s => s.Start >= beginning.Length || s.Cell != site.Cell) ? site : null;
            }
        }

        return null;
    }
}
