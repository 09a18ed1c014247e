using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Found text, held against keys by the likelihood ratio: how much likelier each choice is in text that the key marked than as the model would have
/// written it. A cell that is set has its sign's form, but for what was edited since; one that is not has either at the model's own rate, so that a
/// form which the model hardly uses says most. Neyman and Pearson: no test of one key is sharper where those rates are right.
/// </summary>
/// <remarks>
/// The p-value needs no rate to be right. To those who never saw the key's text, its signs are fair coins and which cells a request draws are coins
/// of the marking's rate, both independent of the text; the distribution of the ratio over these coins is summed up, with the text held fixed.
/// </remarks>
internal sealed class FoundTextTest
{
    // Chance that a choice was set anew between leaving and being found. Larger forgives editors and costs power over text that is as it left.
    private const double Edited = 0.05;

    // The rarest that a form is taken to be: one sighting is then worth 4 nats at most, whatever the usage says.
    private const double Rarest = 0.02;

    // Sightings of the pair elsewhere that one cell's own are weighed with. Fewer trust a cell that was seen once; more forget that habits hang on
    // the word before.
    private const double Pooled = 10;

    // Sightings of a cell that count, of each form: in a leak with more there is more than enough.
    private const int Most = 8;

    private static readonly bool[] s_signs = [false, true];

    private readonly double _rate;
    private readonly Dictionary<Layer, (FoundCell[] Cells, Outcome[][] Outcomes)> _layers;

    /// <param name="answers">What was found.</param>
    /// <param name="usage">Text of the same model that was not marked; where it has nothing of a pair, both forms are taken as likely.</param>
    /// <param name="router">Of the epoch.</param>
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
    /// What each request's text shows in each cell, pieces of one request taken together: it draws once. Both forms as often say nothing.
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

    /// <summary>The found text as marked by these keys, one a layer at most.</summary>
    public SignTest Test(params ReadOnlySpan<MarkKey> keys)
    {
        // Each layer's cells have coins of their own.
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
    /// The model's rate in a cell: what was seen there, drawn towards the pair's rate in all others, with Krichevsky and Trofimov's half a sighting.
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

    /// <summary>The same by every toss of the coins.</summary>
    private static Outcome[] Outcomes(FoundCell cell, double rate) =>
        [
            .. s_signs.SelectMany(sign =>
            {
                var outcomes = new List<Outcome> { new(0.5, 0) };
                foreach (var (form, requests) in cell.Forms)
                {
                    // What stands fast once the sign does, and what the request draws.
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
    /// <param name="First">Those with the first.</param>
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
