using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Attribution;

/// <summary>All choices of wording in a sample, counted by cell. Nothing else of the text is kept.</summary>
public sealed class SiteCounts
{
    /// <summary>
    /// How many choices a probability counts as. Then chance spreads a cell's rate as much as habit does (4 tau^2 = 0.04), and more would add little.
    /// </summary>
    public const int Answers = 20;

    private readonly Dictionary<Cell, (int Chosen, int Sightings)> _cells = [];

    /// <summary>How many choices were counted.</summary>
    public long Sites { get; private set; }

    /// <summary>The cells, in an order that depends on the text alone.</summary>
    public IReadOnlyList<CellCount> Cells =>
        [.. _cells.Select(c => new CellCount(c.Key, c.Value.Chosen, c.Value.Sightings)).OrderBy(c => c.Cell.Pair).ThenBy(c => c.Cell.Context)];

    /// <summary>
    /// Counts the choices in an answer. Cells that the prompt shows do not count, because repeating a prompt shows nothing that was learned.
    /// </summary>
    public void Add(string response, string prompt = "") => Add(Behind("", response), prompt);

    /// <summary>
    /// Counts how a text continues its <paramref name="beginning"/>, which comes from <see cref="Probes"/>. Choices in the beginning do not count,
    /// nor do cells that the beginning or the prompt show. If the answer repeats the beginning, it is taken as the whole text. If its first space was
    /// cut off, it is put back.
    /// </summary>
    public void AddContinuation(string beginning, string response, string prompt = "") => Add(Behind(beginning, response), beginning, prompt);

    /// <summary>
    /// Counts a continuation of a text whose request is known. Only the choice that the text was cut before counts, and only if the answer starts
    /// with it. Other choices of that text have probes of their own, and other text shows nothing of what was set here.
    /// </summary>
    public void AddNext(string beginning, string response, string prompt = "") =>
        Add(Behind(beginning, response).Take(1).Where(s => s.IsNext), beginning, prompt);

    /// <summary>
    /// Counts the answer to a question. Only the choice that it asks for counts, as in <see cref="AddNext"/>. Returns false if the answer makes none.
    /// </summary>
    public bool Add(ProbeQuestion question, string answer)
    {
        var choice = question.Choice(answer);
        if (choice is { } form)
        {
            Add(question.Cell, form);
        }

        return choice is not null;
    }

    /// <summary>
    /// Counts the answer to a question by the log-probabilities of both ways to go on, natural logarithms. It shows as much as the same question
    /// asked many times, and counts as <see cref="Answers"/> choices.
    /// </summary>
    public void Add(ProbeQuestion question, double first, double second) =>
        Add(question.Cell, (int)Math.Round(Answers / (1 + Math.Exp(first - second))), Answers);

    /// <summary>Counts one choice.</summary>
    public void Add(Cell cell, bool form) => Add(cell, form ? 1 : 0, 1);

    private void Add(Cell cell, int chosen, int sightings)
    {
        var before = _cells.GetValueOrDefault(cell);
        _cells[cell] = (before.Chosen + chosen, before.Sightings + sightings);
        Sites += sightings;
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
