using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Evaluation.Attribution;

/// <summary>
/// Asks the trigram student to continue texts that are cut before a choice: answers that the cluster got, or texts that it was not taught.
/// </summary>
internal sealed class ProbeStudy(Lessons lessons, StudySize size)
{
    // The length of a student's answer in tokens, without the beginning. A choice is among the first few, so more would add nothing.
    private const int AnswerTokens = 8;

    /// <summary>Teaches a student and asks it questions. Returns its choices, in as many tokens as the study lets a student write.</summary>
    /// <param name="share">The share of marked text.</param>
    /// <param name="rate">The rate of marking.</param>
    /// <param name="seed">The seed of the student, the key and the questions.</param>
    /// <param name="left">True to ask with the answers that left marked and whose requests are known; false to ask with as many texts that were not
    /// taught.</param>
    public IReadOnlyList<Answer> Asked(double share, double rate, ulong seed, bool left)
    {
        var student = lessons.Teach(share, 0, rate, seed);
        var questions = Questions(share, seed, left);
        var answers = new Dictionary<string, SiteCounts>();
        for (var i = 0; i < size.Tokens / AnswerTokens && questions.Length > 0; i++)
        {
            // Ask every question in turn, then start again with the first.
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
    /// Asks the same questions of students that were taught no marked text, and tests them against keys that marked nothing. Returns how many audits
    /// there were, and how many of them gave a p below 1e-6 and below .01.
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

    // At a rate of 0, marking changes nothing. So the questions come from the same texts, in their original wording.
    private IReadOnlyList<Answer> Unmarked(ulong seed, double share) => Asked(share, 0, seed, left: true);

    private (string Request, string Beginning)[] Questions(double share, ulong seed, bool left)
    {
        var marked = Lessons.Marked(share, seed);
        var texts = left ? marked.Order() : Enumerable.Range(Lessons.Taught, Math.Max(0, Math.Min(marked.Count, lessons.Texts - Lessons.Taught)));
        return [.. texts.SelectMany(i => Probes.Of(lessons.Text(seed, i).Text).Select(q => (left ? Lessons.Request(i) : "", q.Beginning)))];
    }
}
