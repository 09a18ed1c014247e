using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>All choices of wording in a sample, counted by cell. Nothing else of the text is kept.</summary>
public sealed class SiteCounts
{
    private readonly Dictionary<Cell, (int Chosen, int Sightings)> _cells = [];

    /// <summary>How many choices were counted.</summary>
    public long Sites { get; private set; }

    /// <summary>The cells, in an order that depends on the text alone.</summary>
    public IReadOnlyList<CellCount> Cells =>
        [.. _cells.Select(c => new CellCount(c.Key, c.Value.Chosen, c.Value.Sightings)).OrderBy(c => c.Cell.Pair).ThenBy(c => c.Cell.Context)];

    /// <summary>Counts an answer. Cells that the prompt shows do not count: repeating a prompt shows nothing that was learned.</summary>
    public void Add(string response, string prompt = "") => Add(Behind("", response), prompt);

    /// <summary>
    /// Counts how a text continues its <paramref name="beginning"/>, which comes from <see cref="Probes"/>. The beginning is read and does not count.
    /// Nor do cells that the beginning or the prompt show. An answer that repeats the beginning counts as the whole text. If its first space was cut
    /// off, it is put back.
    /// </summary>
    public void AddContinuation(string beginning, string response, string prompt = "") => Add(Behind(beginning, response), beginning, prompt);

    /// <summary>
    /// The same for a text whose request is known. Only the choice that it was cut before counts, and none if other words stand there. All other
    /// choices of that text have questions of their own. Other text has nothing to do with what was set in it.
    /// </summary>
    public void AddNext(string beginning, string response, string prompt = "") =>
        Add(Behind(beginning, response).Take(1).Where(s => s.IsNext), beginning, prompt);

    /// <summary>Counts one choice.</summary>
    public void Add(Cell cell, bool form)
    {
        var (chosen, sightings) = _cells.GetValueOrDefault(cell);
        _cells[cell] = (chosen + (form ? 1 : 0), sightings + 1);
        Sites++;
    }

    private static IEnumerable<(Site Site, bool IsNext)> Behind(string beginning, string response)
    {
        var whole =
            response.StartsWith(beginning, StringComparison.Ordinal) ? response
            : response.Length > 0 && char.IsLetterOrDigit(response[0]) ? $"{beginning} {response}"
            : beginning + response;
        return SiteScanner
            .Scan(whole)
            .Where(s => s.Start >= beginning.Length)
            .Select(s => (s, string.IsNullOrWhiteSpace(whole[beginning.Length..s.Start])));
    }

    private void Add(IEnumerable<(Site Site, bool IsNext)> sites, params ReadOnlySpan<string> shown)
    {
        var echoes = new HashSet<Cell>();
        foreach (var other in shown)
        {
            echoes.UnionWith(SiteScanner.Scan(other).Select(s => s.Cell));
        }

        foreach (var (site, _) in sites.Where(s => !echoes.Contains(s.Site.Cell)))
        {
            Add(site.Cell, site.Form);
        }
    }
}
