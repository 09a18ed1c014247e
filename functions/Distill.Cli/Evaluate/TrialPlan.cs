using System.Globalization;
using Distill.Cli.Terminal;
using Distill.Evaluation.Labelled;
using Distill.Simulation;
using Distill.Simulation.Prompts;

namespace Distill.Cli.Evaluate;

/// <summary>Reads from the options which trials to run: every rung at every size with every seed.</summary>
internal static class TrialPlan
{
    private const int MaxSeeds = 1000;

    /// <summary>The trials, rung by rung.</summary>
    /// <param name="rungs">Names with commas between them.</param>
    /// <param name="sizes">As "6000x500,3000x30": innocent and campaign accounts.</param>
    /// <param name="days">Length of each.</param>
    /// <param name="seeds">As "1-5" or "1,4,7".</param>
    /// <param name="stock">How many sentences framings are made of.</param>
    /// <exception cref="UsageException">One of them can't be read, or a scenario of that size can't be made.</exception>
    public static IReadOnlyList<Trial> Of(string rungs, string sizes, int days, string seeds, FramingStock stock)
    {
        var trials = (
            from rung in rungs.Split(',', StringSplitOptions.TrimEntries).Select(Rung)
            from size in sizes.Split(',', StringSplitOptions.TrimEntries).Select(SizeOf)
            from seed in seeds.Split(',', StringSplitOptions.TrimEntries).SelectMany(Seeds)
            select new Trial(rung, new LadderSize(size.Innocent, size.Campaign, days, seed, stock))
        )
            .Distinct()
            .ToArray();
        foreach (var trial in trials)
        {
            if (Ladder.Rung(trial.Rung, trial.Size).Problems() is { Count: > 0 } problems)
            {
                throw new UsageException(string.Join(' ', problems));
            }
        }

        return trials;
    }

    /// <summary>Reads a size such as "6000x500".</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static (int Innocent, int Campaign) SizeOf(string text) =>
        text.Split('x') is [var innocent, var campaign]
        && TryRead(innocent, out var i)
        && TryRead(campaign, out var c)
        && i is >= 1 and <= 10_000_000
        && c is >= 1 and <= 1_000_000
            ? ((int)i, (int)c)
            : throw new UsageException($"'{text}' is not a size. Write innocent and campaign accounts as 6000x500.");

    private static string Rung(string text) =>
        Ladder.Rungs.Contains(text) ? text : throw new UsageException($"There is no rung '{text}'; the rungs are {string.Join(", ", Ladder.Rungs)}.");

    private static IEnumerable<ulong> Seeds(string text)
    {
        var ends = text.Split('-');
        if (
            ends.Length > 2
            || !TryRead(ends[0], out var first)
            || first == Trial.FromOutside
            || !TryRead(ends[^1], out var last)
            || last < first
            || last - first >= MaxSeeds
        )
        {
            throw new UsageException($"'{text}' are not seeds. Write 1-5 or 1,4,7; seeds start at 1.");
        }

        for (var seed = first; seed <= last; seed++)
        {
            yield return seed;
        }
    }

    private static bool TryRead(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < ulong.MaxValue;
}
