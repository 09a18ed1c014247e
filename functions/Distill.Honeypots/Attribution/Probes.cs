using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Beginnings of texts, each cut before a choice of wording. A suspect is asked to continue them, so its answer begins with a choice. Free writing
/// has one in twenty words. The sharpest texts are answers that left, because a clone was taught them.
/// </summary>
public static class Probes
{
    /// <summary>
    /// The beginnings of <paramref name="text"/>, shortest first. Every choice in them has its pair's second form, so that an original answer and a
    /// marked one give the same beginnings. A suspect that copies what it is shown then copies no key. There is one for each cell, at its first
    /// place: after that the text shows its form. There is none if the text cannot be written this way.
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

    /// <summary>A text with the second form of every pair; null if two choices need the same words.</summary>
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
