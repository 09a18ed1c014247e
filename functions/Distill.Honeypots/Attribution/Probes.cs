using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Beginnings of texts, each cut before a choice of wording, for a suspect to go on with: what it then writes begins with evidence, where free
/// writing has a choice in twenty words. The sharpest texts are answers that left, which a clone was taught.
/// </summary>
public static class Probes
{
    /// <summary>
    /// The beginnings of <paramref name="text"/>, shortest first. Every choice in them stands in its pair's second form, so that an answer as it was
    /// written and as any key marked it give the same ones: a suspect that copies what it is shown copies no key. One for each cell, where it comes
    /// first: later its form is shown. None where the text can't be put so.
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

    /// <summary>A text with the second form of every pair; null where two choices take the same words.</summary>
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
