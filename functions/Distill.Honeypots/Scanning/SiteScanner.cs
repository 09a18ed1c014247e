namespace Distill.Honeypots.Scanning;

/// <summary>
/// Finds the sites of a text. It needs no key: anyone with the dictionary finds all sites, but can't tell which way a key sets them.
/// </summary>
public static class SiteScanner
{
    /// <summary>Returns the sites in order. They do not overlap. Protected or doubtful text has none.</summary>
    public static IReadOnlyList<Site> Scan(string text)
    {
        var sites = new List<Site>();
        var scanner = new SegmentScanner();
        var state = default(DocumentState);
        for (var from = 0; from < text.Length; )
        {
            var end = TextSegments.EndOf(text, from, complete: true);
            var behind = TextSegments.EndBehind(text, end, complete: true);
            foreach (var site in scanner.Scan(text.AsSpan(from, end - from), text.AsSpan(end, behind - end), ref state))
            {
                sites.Add(site with { Start = from + site.Start });
            }

            from = end;
        }

        return sites;
    }
}
