using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Tests found text against keys by the likelihood ratio: how much likelier each choice is in text that the key marked than in the model's own. A
/// cell that is set has its sign's form, unless it was edited since. Any other cell has either form at the model's own rate, so a form that the model
/// hardly uses says most. By Neyman and Pearson's lemma no test of one key is sharper, if those rates are right.
/// </summary>
/// <remarks>
/// The p-value holds even if no rate is right. For someone who never saw the key's text, the key's signs are fair coins, and which cells a request
/// draws are coins of the marking's rate. Both are independent of the text. The test sums up the distribution of the ratio over these coins, with the
/// text held fixed.
/// </remarks>
internal sealed class FoundTextTest
{
    // The chance that a choice was edited between leaving and being found. A larger one forgives editors, and costs power on text that was not
    // edited.
    private const double Edited = 0.05;

    // The lowest rate that a form can have. One sighting is then worth 4 nats at most, whatever the usage says.
    private const double Rarest = 0.02;

    // How many sightings the pair's rate elsewhere counts for, beside one cell's own. With fewer, a cell that was seen once is trusted. With more,
    // the test forgets that habits depend on the word before.
    private const double Pooled = 10;

    // The most sightings of a cell that count, for each form. A leak with more has more than enough.
    private const int Most = 8;

    private static readonly bool[] s_signs = [false, true];

    private readonly double _rate;
    private readonly Dictionary<Layer, (FoundCell[] Cells, Outcome[][] Outcomes)> _layers;

    /// <param name="answers">What was found.</param>
    /// <param name="usage">Unmarked text of the same model. If it does not have a pair, both forms count as equally likely.</param>
    /// <param name="router">The epoch's router.</param>
    /// <param name="rate">The rate of the marking.</param>
    public FoundTextTest(IReadOnlyList<Answer> answers, SiteCounts usage, CellRouter router, double rate)
    {
        _rate = rate;
        var known = usage.Cells.ToDictionary(c => c.Cell);
        var pairs = usage
            .Cells.GroupBy(c => c.Cell.Pair)
            .ToDictionary(g => g.Key, g => (Chosen: g.Sum(c => (long)c.Chosen), Sightings: g.Sum(c => (long)c.Sightings)));
        var cells = Sightings(answers)
            .GroupBy(s => s.Cell)
            .OrderBy(g => g.Key.Pair)
            .ThenBy(g => g.Key.Context)
            .Select(g => new FoundCell(
                g.Key,
                Usual(known.GetValueOrDefault(g.Key), pairs.GetValueOrDefault(g.Key.Pair)),
                [.. g.Where(s => s.Form).Take(Most).Select(s => s.Request)],
                [.. g.Where(s => !s.Form).Take(Most).Select(s => s.Request)]
            ))
            .ToLookup(c => router.Route(c.Cell));
        _layers = Enum.GetValues<Layer>().ToDictionary(l => l, l => (cells[l].ToArray(), cells[l].Select(c => Outcomes(c, l.Rate(rate))).ToArray()));
    }

    /// <summary>
    /// What each request's text shows in each cell. Pieces of one request count together, because a request draws once. If both forms occur equally
    /// often, the cell says nothing.
    /// </summary>
    private static IEnumerable<(Cell Cell, string Request, bool Form)> Sightings(IReadOnlyList<Answer> answers) =>
        answers
            .Select((answer, i) => (answer, Piece: answer.Request.Length > 0 ? (answer.Request, 0) : ("", i)))
            .GroupBy(a => a.Piece, a => a.answer.Choices.Cells)
            .SelectMany(texts =>
                texts.SelectMany(c => c).GroupBy(c => c.Cell).Select(c => (c.Key, texts.Key.Item1, c.Sum(n => (2 * n.Chosen) - n.Sightings)))
            )
            .Where(s => s.Item3 != 0)
            .Select(s => (s.Key, s.Item2, s.Item3 > 0));

    /// <summary>Tests whether these keys marked the found text, one key a layer at most.</summary>
    public SignTest Test(params ReadOnlySpan<MarkKey> keys)
    {
        // Each layer's cells have their own coins.
        var (terms, observed) = (new List<Outcome[]>(), 0.0);
        foreach (var key in keys)
        {
            var draws = new RequestDraws(key, _rate);
            var (cells, outcomes) = _layers[key.Layer];
            terms.AddRange(outcomes);
            foreach (var cell in cells)
            {
                observed += Ratio(cell, key, draws);
            }
        }

        var (mean, variance) = IndependentSum.Moments(terms);
        return variance > 0
            ? new SignTest((observed - mean) / Math.Sqrt(variance), IndependentSum.LogUpper(terms, observed), terms.Count)
            : new SignTest(0, 0, terms.Count);
    }

    /// <summary>
    /// The model's rate in a cell: what was seen there, drawn towards the pair's rate in all other cells. Half a sighting is added to each form
    /// (Krichevsky and Trofimov).
    /// </summary>
    private static double Usual(CellCount cell, (long Chosen, long Sightings) pair)
    {
        var elsewhere = (pair.Chosen - cell.Chosen + 0.5) / (pair.Sightings - cell.Sightings + 1);
        return Math.Clamp((cell.Chosen + (Pooled * elsewhere)) / (cell.Sightings + Pooled), Rarest, 1 - Rarest);
    }

    /// <summary>ln of the ratio of one cell, by the key's own coins.</summary>
    private static double Ratio(FoundCell cell, MarkKey key, RequestDraws draws)
    {
        var (sign, sum) = (key.Sign(cell.Cell) > 0, 0.0);
        foreach (var (form, requests) in cell.Forms)
        {
            foreach (var request in requests)
            {
                sum +=
                    request.Length == 0 ? cell.Ratio(form, sign, draws.Rate)
                    : draws.Sets(request, cell.Cell) ? cell.Ratio(form, sign, 1)
                    : 0;
            }
        }

        return sum;
    }

    /// <summary>The same for every toss of the coins.</summary>
    private static Outcome[] Outcomes(FoundCell cell, double rate) =>
        [
            .. s_signs.SelectMany(sign =>
            {
                var outcomes = new List<Outcome> { new(0.5, 0) };
                foreach (var (form, requests) in cell.Forms)
                {
                    // First what the sign alone decides, then what the request draws.
                    var drawn = rate >= 1 ? 0 : requests.Count(r => r.Length > 0);
                    var (fast, each) = ((requests.Length - drawn) * cell.Ratio(form, sign, rate), cell.Ratio(form, sign, 1));
                    outcomes =
                    [
                        .. outcomes.SelectMany(o =>
                            Enumerable.Range(0, drawn + 1).Select(n => new Outcome(o.P * Binomial(n, drawn, rate), o.Value + fast + (n * each)))
                        ),
                    ];
                }

                return outcomes;
            }),
        ];

    private static double Binomial(int hits, int of, double p)
    {
        var chance = Math.Pow(p, hits) * Math.Pow(1 - p, of - hits);
        for (var i = 1; i <= hits; i++)
        {
            chance *= (double)(of - hits + i) / i;
        }

        return chance;
    }

    /// <param name="Cell">The cell.</param>
    /// <param name="Usual">The model's rate of the pair's second form there.</param>
    /// <param name="Second">The requests whose texts have the second form; empty strings for requests that are not known.</param>
    /// <param name="First">The requests whose texts have the first form.</param>
    private sealed record FoundCell(Cell Cell, double Usual, string[] Second, string[] First)
    {
        public IEnumerable<(bool Form, string[] Requests)> Forms => [(true, Second), (false, First)];

        /// <summary>ln of how much likelier a form is where the cell is set to a sign with this chance than where it is not.</summary>
        public double Ratio(bool form, bool sign, double set)
        {
            var usual = form ? Usual : 1 - Usual;
            return Math.Log((set * (form == sign ? ((1 - Edited) / usual) + Edited : Edited)) + 1 - set);
        }
    }
}
