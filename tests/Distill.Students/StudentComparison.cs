using Distill.Evaluation.Attribution;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;
using static TorchSharp.torch;

namespace Distill.Students;

/// <summary>
/// Pretrains one transformer on clean text. Then it is taught the same answers four times, from the same weights and in the same order: with all, 30
/// % and 10 % of them marked, and clean. Each student is asked after each pass, and writes freely in the end.
/// </summary>
internal sealed class StudentComparison(TextSource source, IReadOnlyList<string> clean, StudyPlan plan, string folder)
{
    private const double PretrainRate = 1e-3;
    private const double TeachRate = 5e-4;

    // Shares of the questions, to show what a budget of questions buys.
    private static readonly double[] s_budgets = [0.1, 0.3, 1];

    private readonly Lessons _lessons = new(source);
    private readonly StudentAudits _audits = new(source, StudySize.Full, new AttributionOptions());

    /// <summary>Returns the figures, one line after another.</summary>
    public IEnumerable<string> Run()
    {
        string[] taught = [.. Range(0, Lessons.Taught)];
        string[] held = [.. Range(Lessons.Taught, StudyPlan.HeldOut)];
        string[] before = [.. clean, .. Range(Lessons.Taught + held.Length, _lessons.Texts - Lessons.Taught - held.Length)];
        random.manual_seed((long)plan.Seed);
        var vocabulary = new StudentVocabulary([.. before, .. taught], StudyPlan.Words);
        using var pretrained = new TransformerStudent(vocabulary);
        yield return $"{pretrained.Parameters:N0} weights, {vocabulary.Count:N0} tokens";
        var path = Path.Combine(folder, "pretrained.dat");
        if (File.Exists(path))
        {
            pretrained.load(path);
        }
        else
        {
            foreach (var line in Pretrain(pretrained, before))
            {
                yield return line;
            }

            pretrained.save(path);
        }

        yield return $"pretrained: loss on text never seen {pretrained.LossOf(held):0.000}";
        foreach (var share in StudyPlan.Shares)
        {
            using var student = new TransformerStudent(vocabulary);
            student.load(path);
            foreach (var line in Teach(student, share, held))
            {
                yield return line;
            }
        }

        foreach (var line in Trigrams(before))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Pretrain(TransformerStudent student, string[] texts)
    {
        var tokens = new List<long>();
        for (var pass = 0; tokens.Count < plan.PretrainTokens; pass++)
        {
            tokens.AddRange(student.Row(Shuffled(texts, pass)));
        }

        long[][] parts = [.. tokens.Take(plan.PretrainTokens).Chunk(plan.PretrainTokens / 10).Where(p => p.Length > TransformerStudent.Context)];
        using var training = new StudentTraining(student, PretrainRate, parts.Sum(p => StudentTraining.Steps(p.Length)));
        foreach (var part in parts)
        {
            yield return $"pretraining: loss {training.Pass(part):0.000}";
        }
    }

    private IEnumerable<string> Teach(TransformerStudent student, double share, string[] held)
    {
        var texts = Taught(share);
        var seen = texts[..Math.Min(texts.Length, held.Length)];
        using var training = new StudentTraining(student, TeachRate, plan.Passes * StudentTraining.Steps(student.Row(texts).Length));
        for (var pass = 1; pass <= plan.Passes; pass++)
        {
            training.Pass(student.Row(Shuffled(texts, pass)));
            yield return $"{Name(share)}, pass {pass}: loss on the answers {student.LossOf(seen):0.000}, "
                + $"on text never seen {student.LossOf(held):0.000}";
            foreach (var line in Asked(Name(share) + $", pass {pass}", share, student.Score))
            {
                yield return line;
            }
        }

        random.manual_seed((long)plan.Seed);
        yield return Written(Name(share), student.Write(plan.Written));
    }

    private IEnumerable<string> Trigrams(string[] before)
    {
        foreach (var share in StudyPlan.Shares)
        {
            var student = new TrigramStudent();
            foreach (var text in before.Concat(Taught(share)))
            {
                student.Learn(text);
            }

            var name = "trigram, " + Name(share);
            foreach (
                var line in Asked(
                    name,
                    share,
                    questions =>
                        [.. questions.Select(q => (student.LogProbability(q.Beginning, q.First), student.LogProbability(q.Beginning, q.Second)))]
                )
            )
            {
                yield return line;
            }

            yield return Written(name, student.Write(plan.Written, plan.Seed));
        }
    }

    /// <summary>Asks about the answers that were marked. The clean twin is asked about all three sets.</summary>
    private IEnumerable<string> Asked(
        string name,
        double share,
        Func<IReadOnlyList<ProbeQuestion>, IReadOnlyList<(double First, double Second)>> score
    )
    {
        foreach (var from in share > 0 ? [share] : StudyPlan.Shares.Where(s => s > 0))
        {
            (string Request, MarkAssignment To, ProbeQuestion Question)[] all =
            [
                .. Lessons
                    .Marked(from, plan.Seed)
                    .Order()
                    .SelectMany(i =>
                        Probes.Of(_lessons.Text(plan.Seed, i).Text).Select(q => (Lessons.Request(i), Lessons.Member("cluster-1", (ulong)i), q))
                    ),
            ];
            var count = Math.Min(plan.Questions, all.Length);
            var questions = Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)]).ToArray();
            var scores = score([.. questions.Select(q => q.Question)]);
            var figures = s_budgets.Select(budget =>
            {
                var asked = Math.Max(1, (int)(budget * count));
                var part = Enumerable.Range(0, asked).Select(i => (int)((long)i * count / asked)).Select(i => (questions[i], scores[i])).ToArray();
                return $"{part.Length:N0} questions p {Chance.Text(Audit(part).LogP)}";
            });
            yield return $"{name}, asked of the {100 * from:0} % ({all.Length:N0} questions): {string.Join("; ", figures)}";
        }
    }

    private AttributionResult Audit(
        IEnumerable<((string Request, MarkAssignment To, ProbeQuestion Question) Asked, (double First, double Second) Score)> answered
    ) =>
        _audits.Audit(
            [
                .. answered
                    .GroupBy(a => (a.Asked.Request, a.Asked.To))
                    .Select(g =>
                    {
                        var counts = new SiteCounts();
                        foreach (var (asked, (first, second)) in g)
                        {
                            counts.Add(asked.Question, first, second);
                        }

                        return new Answer(g.Key.Request, counts, g.Key.To);
                    }),
            ],
            plan.Seed,
            rate: plan.Rate
        );

    private string Written(string name, IEnumerable<string> texts)
    {
        var counts = new SiteCounts();
        foreach (var text in texts)
        {
            counts.Add(text);
        }

        var result = _audits.Audit([new Answer("", counts)], plan.Seed, rate: plan.Rate);
        return $"{name}, wrote {plan.Written:N0} tokens freely: {counts.Sites:N0} choices, p {Chance.Text(result.LogP)}";
    }

    private string[] Taught(double share)
    {
        var (marked, marker) = (
            Lessons.Marked(share, plan.Seed),
            new Marker(Lessons.Master(plan.Seed), Lessons.Epoch, new MarkOptions { Rate = plan.Rate })
        );
        return
        [
            .. Range(0, Lessons.Taught)
                .Select((t, i) => marked.Contains(i) ? Lessons.Marked(marker, t, Lessons.Member("cluster-1", (ulong)i), Lessons.Request(i)) : t),
        ];
    }

    private IEnumerable<string> Range(int from, int count) =>
        Enumerable.Range(from, Math.Max(0, count)).Select(i => _lessons.Text(plan.Seed, i).Text);

    private string[] Shuffled(string[] texts, int pass)
    {
        string[] shuffled = [.. texts];
        new Random((int)plan.Seed + (1000 * pass)).Shuffle(shuffled);
        return shuffled;
    }

    private static string Name(double share) => share > 0 ? $"{100 * share:0} % marked" : "clean twin";
}
