using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>All choices of wording in a sample, counted by cell. What the cells were is all that is kept of the text.</summary>
public sealed class SiteCounts
{
    private readonly Dictionary<Cell, (int Chosen, int Sightings)> _cells = [];

    /// <summary>Choices counted.</summary>
    public long Sites { get; private set; }

    /// <summary>The cells, in an order that is the same for the same text.</summary>
    public IReadOnlyList<CellCount> Cells =>
        [.. _cells.Select(c => new CellCount(c.Key, c.Value.Chosen, c.Value.Sightings)).OrderBy(c => c.Cell.Pair).ThenBy(c => c.Cell.Context)];

    /// <summary>
    /// Counts an answer. A cell that the prompt shows too is passed over: whoever repeats a prompt tells nothing of what it has learnt.
    /// </summary>
    public void Add(string response, string prompt = "") => Add(Behind("", response), prompt);

    /// <summary>
    /// Counts how a text goes on behind its <paramref name="beginning"/>, from <see cref="Probes"/>: what stands there before is read, and not
    /// counted. Cells that the beginning or the prompt show are passed over. An answer that repeats the beginning is taken for the whole; one whose
    /// first space was cut off gets it back.
    /// </summary>
    public void AddContinuation(string beginning, string response, string prompt = "") => Add(Behind(beginning, response), beginning, prompt);

    /// <summary>
    /// The same, of a text whose request is known: only the choice that it was cut before, none where other words stand there. All other choices of
    /// that text have questions of their own, and what is not of that text has nothing to do with what was set in it.
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

    /// <summary>Takes another sample's choices in.</summary>
    public void Merge(SiteCounts other)
    {
        foreach (var (cell, (chosen, sightings)) in other._cells)
        {
            var own = _cells.GetValueOrDefault(cell);
            _cells[cell] = (own.Chosen + chosen, own.Sightings + sightings);
        }

        Sites += other.Sites;
    }
}
