using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Makes questions of texts: beginnings, each cut before a choice of wording, with both ways to go on. In free writing only about one word in twenty
/// is a choice. Answers that left the service make the sharpest questions, because a clone was taught them.
/// </summary>
public static class Probes
{
    // The most words that a way to go on has behind its choice. Most choices show after one word.
    private const int MostWords = 8;

    /// <summary>
    /// Returns the questions of <paramref name="text"/>, shortest beginning first; none if the text can't be written as follows. Every other choice
    /// in a question has its pair's second form. So an original answer and its marked version give the same questions, and a suspect that copies what
    /// it is shown copies no key. Each cell has one question, cut at the cell's first place, because later cuts would show its form.
    /// </summary>
    public static IReadOnlyList<ProbeQuestion> Of(string text)
    {
        if (Plain(text) is not { } plain)
        {
            return [];
        }

        var sites = SiteScanner.Scan(plain);
        if (sites.Any(s => !s.Form) || !sites.Select(s => s.Cell).SequenceEqual(SiteScanner.Scan(text).Select(s => s.Cell)))
        {
            return [];
        }

        var (questions, asked) = (new List<ProbeQuestion>(), new HashSet<Cell>());
        foreach (var site in sites)
        {
            if (asked.Add(site.Cell) && Question(plain, site) is { } question)
            {
                questions.Add(question);
            }
        }

        return [.. questions.DistinctBy(q => q.Beginning)];
    }

    /// <summary>Returns the question about a choice, with as few words behind it as show the choice; null if none shows it.</summary>
    private static ProbeQuestion? Question(string plain, Site site)
    {
        var beginning = plain[..site.Start].TrimEnd();
        var space = plain[beginning.Length..site.Start];
        var line = plain.IndexOf('\n', site.Start + site.Length);
        var end = line < 0 ? plain.Length : line;
        for (var (to, words) = (site.Start + site.Length, 0); beginning.Length > 0 && words < MostWords && to <= end; words++)
        {
            to = EndOfWord(plain, to, end);
            var behind = plain[(site.Start + site.Length)..to].TrimEnd();
            if (
                ProbeQuestion.Of(beginning, space + site.Other + behind, plain[beginning.Length..(site.Start + site.Length)] + behind) is { } question
                && question.Cell == site.Cell
            )
            {
                return question;
            }

            if (to == end)
            {
                break;
            }
        }

        return null;
    }

    private static int EndOfWord(string text, int from, int end)
    {
        while (from < end && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        while (from < end && !char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        return from;
    }

    /// <summary>Returns the text with the second form of every pair; null if two choices overlap.</summary>
    private static string? Plain(string text)
    {
        var (plain, from) = (new StringBuilder(text.Length + 16), 0);
        foreach (var site in SiteScanner.Scan(text).Where(s => !s.Form))
        {
            if (site.Start < from)
            {
                return null;
            }

            plain.Append(text, from, site.Start - from).Append(site.Other);
            from = site.Start + site.Length;
        }

        return plain.Append(text, from, text.Length - from).ToString();
    }
}
