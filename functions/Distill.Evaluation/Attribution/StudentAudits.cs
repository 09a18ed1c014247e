using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;

namespace Distill.Evaluation.Attribution;

/// <summary>Teaches students, lets text leak, and tests the result. The same seed gives the same result.</summary>
internal sealed class StudentAudits(TextSource source, StudySize size, AttributionOptions options)
{
    /// <summary>The length of a leak in words.</summary>
    public const int LeakWords = 1000;

    private readonly Lessons _lessons = new(source);

    public AttributionResult Audit(SiteCounts sample, ulong seed, int candidates = 1) => Audit([new Answer("", sample)], seed, candidates);

    public AttributionResult Audit(IReadOnlyList<Answer> sample, ulong seed, int candidates = 1, double rate = .5) =>
        new AttributionTest(
            Question(sample, seed, [.. Enumerable.Range(1, candidates).Select(i => new MarkAssignment(default, MarkCode.Parse($"cluster-{i}")))]),
            options with
            {
                MarkingRate = rate,
            }
        ).Suspect();

    private static AttributionQuestion Question(IReadOnlyList<Answer> sample, ulong seed, IReadOnlyList<MarkAssignment> candidates) =>
        new()
        {
            Suspect = sample,
            Control = new SiteCounts(),
            Master = Lessons.Master(seed),
            Epoch = Lessons.Epoch,
            Candidates = candidates,
        };

    public double Trigram(double share, int later, double rate, ulong seed, int times = 1) =>
        Audit(Wrote(_lessons.Teach(share, later, rate, seed), seed, times), seed).LogP;

    public double Binomial(ulong seed) =>
        BinomialTest.LogP(Wrote(_lessons.Teach(0, 0, 0, seed), seed).Cells, Lessons.Master(seed).Provider(Lessons.Epoch));

    private SiteCounts Wrote(TrigramStudent student, ulong seed, int times = 1)
    {
        var counts = new SiteCounts();
        foreach (var text in student.Write(times * size.Tokens, seed))
        {
            counts.Add(text);
        }

        return counts;
    }

    public SiteCounts Choice(ulong seed, int tokens, IReadOnlyList<(string Cluster, double Pull)> teachers, double scrubbed = 0)
    {
        var (counts, student, master) = (new SiteCounts(), new ChoiceStudent(seed), Lessons.Master(seed));
        var (router, provider) = (master.Router(Lessons.Epoch), master.Provider(Lessons.Epoch));
        MarkKey[] clusters = [.. teachers.Select(t => master.Derive(Layer.Cluster, t.Cluster, Lessons.Epoch))];
        var accounts = teachers
            .Select(t =>
                Enumerable
                    .Range(0, Lessons.Accounts)
                    .Select(a => master.Derive(Layer.Account, Lessons.Member(t.Cluster, (ulong)a).Account.Value, Lessons.Epoch))
                    .ToArray()
            )
            .ToArray();
        var pulls = new (bool, double)[teachers.Count];
        var words = 0;
        for (var i = 0; words < tokens; i++)
        {
            var text = _lessons.Text(seed, i);
            words += text.Words;
            foreach (var site in text.Sites)
            {
                for (var t = 0; t < pulls.Length; t++)
                {
                    var key = router.Route(site.Cell) switch
                    {
                        Layer.Provider => provider,
                        Layer.Cluster => clusters[t],
                        _ => accounts[t][i % Lessons.Accounts],
                    };
                    pulls[t] = (key.Sign(site.Cell) > 0, teachers[t].Pull);
                }

                var form = student.Choose(site.Form, pulls);
                counts.Add(site.Cell, student.Chance(scrubbed) ? student.Chance(0.5) : form);
            }
        }

        return counts;
    }

    public double Leak(ulong seed, double rate, bool known)
    {
        var marker = new Marker(Lessons.Master(seed), Lessons.Epoch, new MarkOptions { Rate = rate });
        var (answers, words, leaker) = (new List<Answer>(), 0, Lessons.Member("cluster-1", seed));
        for (var i = 0; words < LeakWords; i++)
        {
            var text = _lessons.Text(seed, i);
            words += text.Words;
            var (request, choices) = ($"leak-{i}", new SiteCounts());
            choices.Add(Lessons.Marked(marker, text.Text, leaker, request));
            answers.Add(new Answer(known ? request : "", choices));
        }

        return new AttributionTest(
            Question(answers, seed, [leaker]) with
            {
                FoundText = true,
                Usage = Usage(seed, answers.Count),
            },
            options with
            {
                MarkingRate = rate,
            }
        )
            .Suspect()
            .LogP;
    }

    // Counts choices in other, unmarked texts of the same writer: at most as many as a student is taught.
    private SiteCounts Usage(ulong seed, int leaked)
    {
        var counts = new SiteCounts();
        for (var i = leaked; i < Math.Min(source.Texts.Count, leaked + Lessons.Taught); i++)
        {
            foreach (var site in _lessons.Text(seed, i).Sites)
            {
                counts.Add(site.Cell, site.Form);
            }
        }

        return counts;
    }
}
