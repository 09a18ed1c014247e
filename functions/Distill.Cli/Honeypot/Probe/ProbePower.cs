using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Probe;

/// <summary>What a budget of questions can show, before any is sent. No key has a part in it.</summary>
internal static class ProbePower
{
    // The power depends on how many cells a key sets, and all keys set as many. So a public number serves.
    private static readonly MasterKey s_any = MasterKey.FromBytes("Distill: a key that only plans how many to ask."u8);
    private static readonly EpochId s_epoch = EpochId.Parse("plan");
    private static readonly int[] s_budgets = [100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000];

    /// <summary>Returns a line for each budget up to all these questions.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="rate">The rate of the marking.</param>
    /// <param name="keys">How many candidates the audit will have.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<ProbeRow> questions, double rate, int keys)
    {
        if (questions.Count == 0)
        {
            yield break;
        }

        yield return $"What a suspect must have taken over of our marks, to be shown with 80 % at p < 1e-6 among {keys:N0} candidates, if each "
            + "answer is a choice (log-probabilities show more):";
        foreach (var budget in s_budgets.Where(b => b < questions.Count).Append(questions.Count))
        {
            var (all, cluster) = Of(ProbeFile.Evenly(questions, budget), rate, keys);
            yield return $"{budget, 9:N0} questions: {Share(all)} of all; {Share(cluster)} of the cluster's that is asked about most";
        }
    }

    private static (PowerStatement All, PowerStatement Cluster) Of(IReadOnlyList<ProbeRow> questions, double rate, int keys)
    {
        string[] codes = [.. questions.Select(q => q.Marked?.Code.Value).OfType<string>().Where(c => c.Length > 0).Distinct().Take(keys)];
        MarkAssignment[] candidates = [.. codes.DefaultIfEmpty("any").Select(c => new MarkAssignment(default, MarkCode.Parse(c)))];
        var result = new AttributionTest(
            new AttributionQuestion
            {
                Suspect = [.. questions.GroupBy(q => (q.Row.Request, q.Marked)).Select(g => new Answer(g.Key.Request, Expected(g), g.Key.Marked))],
                Control = new SiteCounts(),
                Master = s_any,
                Epoch = s_epoch,
                Candidates = candidates,
            },
            new AttributionOptions { MarkingRate = rate, Suspects = Math.Max(1, keys / candidates.Length) }
        ).Suspect();
        return (result.Power, result.NamingPower);
    }

    /// <summary>Returns answers as the texts have them. Where a text is not known, a hash chooses.</summary>
    private static SiteCounts Expected(IEnumerable<ProbeRow> questions)
    {
        var counts = new SiteCounts();
        foreach (var question in questions)
        {
            counts.Add(question.Question.Cell, question.Form ?? (question.Question.Cell.Context & 1) != 0);
        }

        return counts;
    }

    private static string Share(PowerStatement power) => power.Smallest <= 1 ? $"{Math.Ceiling(100 * power.Smallest):0} %" : "more than all";
}
