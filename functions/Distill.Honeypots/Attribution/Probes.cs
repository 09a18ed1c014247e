using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Makes beginnings of texts, each cut before a choice of wording. A suspect is asked to continue them, so its answer begins with a choice. In free
/// writing only about one word in twenty is a choice. Answers that left the service make the sharpest probes, because a clone was taught them.
/// </summary>
public static class Probes
{
    /// <summary>
    /// Returns the beginnings of <paramref name="text"/>, shortest first; none if the text can't be written as follows. Every choice in a beginning
    /// has its pair's second form. So an original answer and its marked version give the same beginnings, and a suspect that copies what it is shown
    /// copies no key. Each cell has one beginning, cut at the cell's first place, because later cuts would show its form.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
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

        return
        [
            .. sites
                .DistinctBy(s => s.Cell)
                .Where(s => !s.Cell.Kind.IsSurface())
                .Select(s => plain[..s.Start].TrimEnd())
                .Where(b => b.Length > 0)
                .Distinct(),
        ];
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
