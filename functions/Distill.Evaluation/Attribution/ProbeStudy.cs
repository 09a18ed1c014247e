using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Evaluation.Attribution;

/// <summary>
/// Asks the trigram student to go on with texts that are cut before a choice: with the answers that the cluster got, and with others.
/// </summary>
internal sealed class ProbeStudy(Lessons lessons, StudySize size)
{
    // Length of an answer in tokens. A choice stands in the first few. The beginning is not counted.
    private const int AnswerTokens = 8;

    /// <summary>The choices of a student that was taught so, in as many tokens as the study has a student write.</summary>
    /// <param name="share">Share of marked text.</param>
    /// <param name="rate">Rate of marking.</param>
    /// <param name="seed">Seed of student, key and questions.</param>
    /// <param name="left">Ask with the answers that left marked, their requests known; otherwise with as many texts that it was not taught.</param>
    public IReadOnlyList<Answer> Asked(double share, double rate, ulong seed, bool left)
    {
        var student = lessons.Teach(share, 0, rate, seed);
        var questions = Questions(share, seed, left);
        var answers = new Dictionary<string, SiteCounts>();
        for (var i = 0; i < size.Tokens / AnswerTokens && questions.Length > 0; i++)
        {
            // Every question in turn, then from the first again.
            var (request, beginning) = questions[i % questions.Length];
            if (!answers.TryGetValue(request, out var counts))
            {
                answers[request] = counts = new SiteCounts();
            }

            var response = student.Continue(beginning, AnswerTokens, (seed * 1_000_003) + (ulong)i);
            if (left)
            {
                counts.AddNext(beginning, response);
            }
            else
            {
                counts.AddContinuation(beginning, response);
            }
        }

        return [.. answers.Select(a => new Answer(a.Key, a.Value))];
    }

    /// <summary>
    /// Asks the same of students that were taught nothing marked, and tests them against keys that marked nothing. Returns how many audits there
    /// were, and how many of them came out below 1e-6 and below .01.
    /// </summary>
    public (long Audits, long Accused, long Below01) Clean(int seeds, double share, AttributionOptions options)
    {
        var keys = (size.Audits + seeds - 1) / seeds;
        var master = MasterKey.FromBytes("An evaluation's key: it marks no customer's text."u8);
        MarkKey[] drawn = [.. Enumerable.Range(0, keys).Select(i => master.Derive(Layer.Cluster, $"probe-{i}", Lessons.Epoch))];
        var (accused, below) = (0L, 0L);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var evidence = new LayerEvidence(Unmarked((ulong)seed, share), options);
            double[] logPs = [.. drawn.AsParallel().WithDegreeOfParallelism(2).Select(key => evidence.Test(key).LogP)];
            accused += logPs.Count(p => p < Math.Log(1e-6));
            below += logPs.Count(p => p < Math.Log(0.01));
        }

        return ((long)seeds * keys, accused, below);
    }

    // Marked at a rate of 0: the same texts are asked for, but stand as they were written.
    private IReadOnlyList<Answer> Unmarked(ulong seed, double share) => Asked(share, 0, seed, left: true);

    private (string Request, string Beginning)[] Questions(double share, ulong seed, bool left)
    {
        var marked = Lessons.Marked(share, seed);
        var texts = left ? marked.Order() : Enumerable.Range(Lessons.Taught, Math.Max(0, Math.Min(marked.Count, lessons.Texts - Lessons.Taught)));
        return [.. texts.SelectMany(i => Probes.Of(lessons.Text(seed, i).Text).Select(b => (left ? Lessons.Request(i) : "", b)))];
    }
}
