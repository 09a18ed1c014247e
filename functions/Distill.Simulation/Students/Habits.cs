using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Students;

/// <summary>
/// How one writer chooses between two wordings: at a rate of its own for each pair, which varies a little with the context. So many choices are
/// regular, though none is marked. A test that expects even choices takes such habits for marks.
/// </summary>
public sealed class Habits(ulong writer)
{
    private const double Spread = .1;

    /// <summary>Returns the rate of a pair's second form in a cell.</summary>
    public double Rate(Cell cell)
    {
        var (pair, context) = (Rng.Of(writer, cell.Pair), Rng.Of(writer, cell.Pair, cell.Context));
        return Math.Clamp(pair.Unit() + (Spread * context.Normal()), .02, .98);
    }

    /// <summary>Returns the text in this writer's wording.</summary>
    public string Write(string text, ulong seed)
    {
        var (rng, written, from) = (Rng.Of(writer, seed), new StringBuilder(text.Length), 0);
        foreach (var site in SiteScanner.Scan(text))
        {
            if (rng.Chance(Rate(site.Cell)) != site.Form)
            {
                written.Append(text, from, site.Start - from).Append(site.Other);
                from = site.Start + site.Length;
            }
        }

        return written.Append(text, from, text.Length - from).ToString();
    }
}
