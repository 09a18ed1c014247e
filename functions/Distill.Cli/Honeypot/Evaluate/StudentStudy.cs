using Distill.Cli.Honeypot.Audit;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary>Students that learned marked text, and found text that leaked: what the audit shows of them.</summary>
internal sealed class StudentStudy(TextSource source, StudySize size, AttributionOptions options)
{
    private const int LeakWords = 1000;

    private readonly Lessons _lessons = new(source);

    /// <summary>The study's parts, in the order of the tables; each is run when its figures are asked for.</summary>
    public IEnumerable<(string Part, IEnumerable<StudyFigure> Figures)> Parts() =>
        [("asked", Asked()), ("written", Written()), ("choice", Choices()), ("leak", Leaks()), ("clusters", Three()), ("erased", Erased())];

    private IEnumerable<StudyFigure> Asked()
    {
        var probes = new ProbeStudy(_lessons, size);
        foreach (
            var (share, rate, left) in ((double, double, bool)[])
                [(.1, .5, true), (.1, .75, true), (.1, .9, true), (.05, .5, true), (.05, .9, true), (.02, .9, true), (.1, .9, false)]
        )
        {
            var found = Seeds(size.Probed, seed => Audit(probes.Asked(share, rate, seed, left), seed, rate: rate).LogP);
            var what = left ? "the answers that left" : "texts never taught";
            yield return Figure(
                $"trigram student, {100 * share:0} % marked at r = {rate:0.00}, {size.Tokens:N0} tokens, asked to go on with {what}",
                found,
                left && share == .1 ? 0.9 : null
            );
        }

        var (audits, accused, below) = probes.Clean(size.Seeds, .1, options);
        yield return new StudyFigure(
            FormattableString.Invariant($"unmarked trigram students asked the same, {audits:N0} audits: accused at p < 1e-6; p < .01"),
            "0; at most 1 %",
            FormattableString.Invariant($"{accused}; {100.0 * below / audits:0.00} %"),
            accused == 0 && below <= 0.01 * audits
        );
    }

    // The same students writing freely: which share of marked text, and how much writing, it takes to find them out.
    private IEnumerable<StudyFigure> Written()
    {
        foreach (
            var (share, rate, times) in ((double, double, int)[])
                [(0, .9, 1), (.1, .5, 1), (.1, .9, 1), (.1, .9, 3), (.1, .9, 10), (.2, .9, 1), (.3, .9, 1), (.5, .9, 1), (1, .5, 1)]
        )
        {
            var found = Seeds(size.Seeds, seed => Trigram(share, 0, rate, seed, times));
            yield return Figure(
                $"trigram student, {100 * share:0} % marked at r = {rate:0.0}, {times * size.Tokens:N0} tokens",
                found,
                share == .1 && times == 1 ? 0.9 : null
            );
        }

        yield return Figure(
            $"He's binomial test on the unmarked trigram students, {size.Tokens:N0} tokens",
            Seeds(size.Seeds, seed => Binomial(seed)),
            null
        );
    }

    private IEnumerable<StudyFigure> Choices()
    {
        foreach (
            var (share, rate, times, reach) in ((double, double, int, double?)[])
                [(.1, .9, 1, .95), (.05, .9, 5, .95), (.1, .5, 1, null), (.05, .5, 5, null)]
        )
        {
            var found = Seeds(size.Trials, seed => Audit(Choice(seed, times * size.Tokens, [("cluster-1", share * rate)]), seed).LogP);
            yield return Figure($"choice student, {100 * share:0} % at r = {rate:0.0}, {times * size.Tokens:N0} tokens", found, reach);
        }
    }

    private IEnumerable<StudyFigure> Leaks()
    {
        foreach (var rate in (double[])[.5, .75, .9, 1])
        {
            yield return Figure(
                $"direct leak of {LeakWords:N0} words marked at r = {rate:0.00}, requests known",
                Seeds(size.Trials, seed => Leak(seed, rate, known: true)),
                rate == .5 ? .95 : null
            );
            yield return Figure($"the same, requests not known", Seeds(size.Trials, seed => Leak(seed, rate, known: false)), null);
        }
    }

    private IEnumerable<StudyFigure> Erased()
    {
        foreach (var scrubbed in (double[])[.75, .9, 1])
        {
            var found = Seeds(size.Seeds, seed => Audit(Choice(seed, size.Tokens, [("cluster-1", .5)], scrubbed), seed).LogP);
            yield return Figure(
                $"{100 * scrubbed:0} % of sites scrubbed at random, all data marked at r = .5, choice student",
                found,
                scrubbed == .75 ? 1 : null
            );
        }

        foreach (var later in (int[])[0, 1, 4])
        {
            var found = Seeds(size.Seeds, seed => Trigram(1, later, 0.5, seed));
            yield return Figure($"trigram student, all marked, then {later} times as much clean text", found, null);
        }
    }

    private static StudyFigure Figure(string what, double[] logPs, double? reach)
    {
        var found = logPs.Count(p => p < Math.Log(1e-6));
        var median = logPs.Order().ElementAt(logPs.Length / 2);
        return new StudyFigure(
            what,
            reach is { } r ? FormattableString.Invariant($"p < 1e-6 in {100 * r:0} %") : "",
            FormattableString.Invariant($"{found} of {logPs.Length}; median p {Chance.Text(median)}"),
            reach is { } wanted ? found >= wanted * logPs.Length : null
        );
    }

    private static double[] Seeds(int count, Func<ulong, double> trial) =>
        [.. Enumerable.Range(1, count).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(seed => trial((ulong)seed))];

    private AttributionResult Audit(SiteCounts sample, ulong seed, int candidates = 1) => Audit([new Answer("", sample)], seed, candidates);

    private AttributionResult Audit(IReadOnlyList<Answer> sample, ulong seed, int candidates = 1, double rate = .5) =>
        new AttributionTest(
            Question(
                sample,
                seed,
                [
                    .. Enumerable
                        .Range(1, candidates)
                        .Select(i => new MarkAssignment(default, MarkCode.Parse(FormattableString.Invariant($"cluster-{i}")))),
                ]
            ),
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

    private double Trigram(double share, int later, double rate, ulong seed, int times = 1) =>
        Audit(Wrote(_lessons.Teach(share, later, rate, seed), seed, times), seed).LogP;

    private double Binomial(ulong seed) =>
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

    private SiteCounts Choice(ulong seed, int tokens, IReadOnlyList<(string Cluster, double Pull)> teachers, double scrubbed = 0)
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

    private double Leak(ulong seed, double rate, bool known)
    {
        var marker = new Marker(Lessons.Master(seed), Lessons.Epoch, new MarkOptions { Rate = rate });
        var (answers, words, leaker) = (new List<Answer>(), 0, Lessons.Member("cluster-1", seed));
        for (var i = 0; words < LeakWords; i++)
        {
            var text = _lessons.Text(seed, i);
            words += text.Words;
            var (request, choices) = (FormattableString.Invariant($"leak-{i}"), new SiteCounts());
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

    // The same writer's other texts, unmarked: as many as a student is taught.
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

    private IEnumerable<StudyFigure> Three()
    {
        var (all, innocent, median) = (0, 0, new List<double>());
        for (var seed = 1; seed <= size.Seeds; seed++)
        {
            var sample = Choice((ulong)seed, 5 * size.Tokens, [("cluster-1", .4 * .9), ("cluster-2", .2 * .9), ("cluster-3", .1 * .9)]);
            var named = Audit(sample, (ulong)seed, size.Candidates).Candidates;
            all += named.Take(3).All(c => c.Corrected < 1e-6) ? 1 : 0;
            innocent += named.Skip(3).Count(c => c.Corrected < 1e-6);
            median.Add(named[2].LogCorrected);
        }

        yield return new StudyFigure(
            (
                $"three clusters of shares .4/.2/.1 at r = .9 among {size.Candidates:N0} keys, {5 * size.Tokens:N0} tokens: named at "
                + $"corrected p < 1e-6"
            ),
            "all three, no innocent",
            (
                $"all three in {all} of {size.Seeds}; {innocent} innocent; weakest, median p "
                + $"{Chance.Text(median.Order().ElementAt(median.Count / 2))}"
            ),
            all == size.Seeds && innocent == 0
        );
    }
}
