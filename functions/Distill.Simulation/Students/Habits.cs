using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Students;

/// <summary>
/// How one writer chooses between two wordings: a rate of its own for each pair, bent by the context, so that much of what it does is regular and
/// none of it is marked. This is what looks like a mark to a test that takes habits for even.
/// </summary>
public sealed class Habits(ulong writer)
{
    private const double Spread = .1;

    /// <summary>The rate of a pair's second form in a cell.</summary>
    public double Rate(Cell cell)
    {
        var (pair, context) = (Rng.Of(writer, cell.Pair), Rng.Of(writer, cell.Pair, cell.Context));
        return Math.Clamp(pair.Unit() + (Spread * context.Normal()), .02, .98);
    }

    /// <summary>A text in this writer's wording.</summary>
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
