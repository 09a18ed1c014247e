using Distill.Core.Audits;
using Distill.Core.Honeypots;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary>The trigram student asked to go on with texts cut before a choice: with the answers that left to the cluster, and with others.</summary>
internal sealed class ProbeStudy(Lessons lessons, StudySize size)
{
    // What an answer may have, in tokens: a choice stands in the first few. Its beginning is read, not written, and counts for none.
    private const int AnswerTokens = 8;

    /// <summary>Choices in as many tokens as the study has a student write, of one that was taught so.</summary>
    /// <param name="share">Of marked text.</param>
    /// <param name="rate">Of marking.</param>
    /// <param name="seed">Of student, key and questions.</param>
    /// <param name="left">Asked with the answers that left, marked; else with as many texts that it was not taught.</param>
    public SiteCounts Asked(double share, double rate, ulong seed, bool left)
    {
        var student = lessons.Teach(share, 0, rate, seed);
        var questions = Questions(share, seed, left);
        var counts = new SiteCounts();
        for (var i = 0; i < size.Tokens / AnswerTokens && questions.Length > 0; i++)
        {
            // Every question in turn, and from the first again.
            var beginning = questions[i % questions.Length];
            counts.AddContinuation(beginning, student.Continue(beginning, AnswerTokens, (seed * 1_000_003) + (ulong)i));
        }

        return counts;
    }

    /// <summary>Students that were taught nothing marked, asked the same, against keys that marked nothing: how many audits, and of them below 1e-6 and .01.</summary>
    public (long Audits, long Accused, long Below01) Clean(int seeds, double share, double tau)
    {
        var keys = (size.Audits + seeds - 1) / seeds;
        var master = MasterKey.FromBytes("An evaluation's key: it marks no customer's text."u8);
        MarkKey[] drawn = [.. Enumerable.Range(0, keys).Select(i => master.Derive(Layer.Cluster, FormattableString.Invariant($"probe-{i}"), Lessons.Epoch))];
        var (accused, below) = (0L, 0L);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var cells = Unmarked((ulong)seed, share).Cells;
            double[] weights = [.. CellEvidence.Weigh(cells, tau).Select(c => c.Weight)];
            foreach (var key in drawn)
            {
                var logP = SignTest.Of(weights, [.. cells.Select(c => (sbyte)key.Sign(c.Cell))]).LogP;
                accused += logP < Math.Log(1e-6) ? 1 : 0;
                below += logP < Math.Log(0.01) ? 1 : 0;
            }
        }

        return ((long)seeds * keys, accused, below);
    }

    // Marked at a rate of 0: the texts that would have been are asked for, and stand as they were written.
    private SiteCounts Unmarked(ulong seed, double share) => Asked(share, 0, seed, left: true);

    private string[] Questions(double share, ulong seed, bool left)
    {
        var marked = Lessons.Marked(share, seed);
        var texts = left ? marked.Order() : Enumerable.Range(Lessons.Taught, Math.Max(0, Math.Min(marked.Count, lessons.Texts - Lessons.Taught)));
        return [.. texts.SelectMany(i => Probes.Of(lessons.Text(seed, i).Text))];
    }
}
