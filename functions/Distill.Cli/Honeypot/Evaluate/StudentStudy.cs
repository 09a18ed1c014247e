using System.Security.Cryptography;
using System.Text;
using Distill.Cli.Honeypot.Audit;
using Distill.Core.Audits;
using Distill.Core.Events;
using Distill.Core.Honeypots;
using Distill.Simulation.Students;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary>Students that learned marked text, and found text that leaked: what the audit shows of them.</summary>
internal sealed class StudentStudy(TextSource source, StudySize size, AuditOptions options)
{
    // The accounts of a cluster: their own keys' marks are noise to all but themselves.
    private const int Accounts = 200;

    // What the trigram student is taught, texts: of short ones, as of Alpaca's, some hundred thousand tokens.
    private const int Lessons = 2000;
    private const int LeakWords = 1000;
    private static readonly EpochId s_epoch = EpochId.Parse("study");

    public IEnumerable<StudyFigure> Run()
    {
        // Which share of marked text, and how much writing, a trigram model has to have to be found out.
        foreach (var (share, rate, times) in ((double, double, int)[])[(0, .9, 1), (.1, .5, 1), (.1, .9, 1), (.1, .9, 3), (.1, .9, 10), (.2, .9, 1), (.3, .9, 1), (.5, .9, 1), (1, .5, 1)])
        {
            var found = Seeds(size.Seeds, seed => Trigram(share, 0, rate, seed, times));
            yield return Figure($"trigram student, {100 * share:0} % marked at r = {rate:0.0}, {times * size.Tokens:N0} tokens", found, share == .1 && times == 1 ? 0.9 : null);
        }

        yield return Figure($"He's binomial test on the unmarked trigram students, {size.Tokens:N0} tokens", Seeds(size.Seeds, seed => Binomial(seed)), null);
        foreach (var (share, rate, times, reach) in ((double, double, int, double?)[])[(.1, .9, 1, .95), (.05, .9, 5, .95), (.1, .5, 1, null), (.05, .5, 5, null)])
        {
            var found = Seeds(size.Trials, seed => Audit(Choice(seed, times * size.Tokens, [("cluster-1", share * rate)]), seed).LogP);
            yield return Figure($"choice student, {100 * share:0} % at r = {rate:0.0}, {times * size.Tokens:N0} tokens", found, reach);
        }

        foreach (var rate in (double[])[.5, .75, .9, 1])
        {
            yield return Figure($"direct leak of {LeakWords:N0} words marked at r = {rate:0.00}, requests known", Seeds(size.Trials, seed => Leak(seed, rate, known: true)), rate == .5 ? .95 : null);
            yield return Figure($"the same, requests not known", Seeds(size.Trials, seed => Leak(seed, rate, known: false)), null);
        }

        yield return Three();
        foreach (var scrubbed in (double[])[.75, .9, 1])
        {
            var found = Seeds(size.Seeds, seed => Audit(Choice(seed, size.Tokens, [("cluster-1", .5)], scrubbed), seed).LogP);
            yield return Figure($"{100 * scrubbed:0} % of sites scrubbed at random, all data marked at r = .5, choice student", found, scrubbed == .75 ? 1 : null);
        }

        foreach (var later in (int[])[0, 1, 4])
        {
            var found = Seeds(size.Seeds, seed => Trigram(1, later, 0.5, seed));
            yield return Figure($"trigram student, all marked, then {later} times as much clean text", found, null);
        }
    }

    private static StudyFigure Figure(FormattableString what, double[] logPs, double? reach)
    {
        var found = logPs.Count(p => p < Math.Log(1e-6));
        var median = logPs.Order().ElementAt(logPs.Length / 2);
        return new StudyFigure(
            FormattableString.Invariant(what),
            reach is { } r ? FormattableString.Invariant($"p < 1e-6 in {100 * r:0} %") : "",
            FormattableString.Invariant($"{found} of {logPs.Length}; median p {Chance.Text(median)}"),
            reach is { } wanted ? found >= wanted * logPs.Length : null);
    }

    private static double[] Seeds(int count, Func<ulong, double> trial) =>
        [.. Enumerable.Range(1, count).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(seed => trial((ulong)seed))];

    private static MasterKey Master(ulong seed) => MasterKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"study {seed}"))));

    private static MarkAssignment Member(string cluster, ulong account) =>
        new(AccountId.Parse(FormattableString.Invariant($"{cluster}-{account % Accounts}")), MarkCode.Parse(cluster));

    private AuditResult Audit(SiteCounts sample, ulong seed, int candidates = 1) => new SuspectAudit(
        Question(sample, seed, [.. Enumerable.Range(1, candidates).Select(i => new MarkAssignment(default, MarkCode.Parse(FormattableString.Invariant($"cluster-{i}"))))]),
        options).Suspect();

    private static AuditQuestion Question(SiteCounts sample, ulong seed, IReadOnlyList<MarkAssignment> candidates) => new()
    {
        Suspect = sample,
        Control = new SiteCounts(),
        Master = Master(seed),
        Epoch = s_epoch,
        Candidates = candidates,
    };

    // A prime step takes every text once before any comes again, and keeps texts that stand side by side, and are alike, apart.
    private ScannedText Text(ulong seed, int i) => source.Texts[(int)(((seed * 104_729) + ((ulong)i * 15_485_863)) % (ulong)source.Texts.Count)];

    private TrigramStudent Taught(double share, int later, double rate, ulong seed)
    {
        var (student, draw) = (new TrigramStudent(), new ChoiceStudent(seed));
        var marker = new Marker(Master(seed), s_epoch, new MarkOptions { Rate = rate });
        for (var i = 0; i < Lessons * (1 + later); i++)
        {
            var text = Text(seed, i).Text;
            student.Learn(i < Lessons && draw.Chance(share) ? marker.Mark(text, Member("cluster-1", (ulong)i), FormattableString.Invariant($"lesson-{i}")).Text : text);
        }

        return student;
    }

    private double Trigram(double share, int later, double rate, ulong seed, int times = 1) => Audit(Written(Taught(share, later, rate, seed), seed, times), seed).LogP;

    private double Binomial(ulong seed) => BinomialTest.LogP(Written(Taught(0, 0, 0, seed), seed).Cells, Master(seed).Provider(s_epoch));

    private SiteCounts Written(TrigramStudent student, ulong seed, int times = 1)
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
        var (counts, student, master) = (new SiteCounts(), new ChoiceStudent(seed), Master(seed));
        var (router, provider) = (master.Router(s_epoch), master.Provider(s_epoch));
        MarkKey[] clusters = [.. teachers.Select(t => master.Derive(Layer.Cluster, t.Cluster, s_epoch))];
        var accounts = teachers.Select(t => Enumerable.Range(0, Accounts).Select(a => master.Derive(Layer.Account, Member(t.Cluster, (ulong)a).Account.Value, s_epoch)).ToArray()).ToArray();
        var pulls = new (bool, double)[teachers.Count];
        var words = 0;
        for (var i = 0; words < tokens; i++)
        {
            var text = Text(seed, i);
            words += text.Words;
            foreach (var site in text.Sites)
            {
                for (var t = 0; t < pulls.Length; t++)
                {
                    var key = router.Route(site.Cell) switch { Layer.Provider => provider, Layer.Cluster => clusters[t], _ => accounts[t][i % Accounts] };
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
        var marker = new Marker(Master(seed), s_epoch, new MarkOptions { Rate = rate });
        var (counts, answers, words, leaker) = (new SiteCounts(), new List<FoundAnswer>(), 0, Member("cluster-1", seed));
        for (var i = 0; words < LeakWords; i++)
        {
            var text = Text(seed, i);
            words += text.Words;
            var (request, answer) = (FormattableString.Invariant($"leak-{i}"), new SiteCounts());
            answer.Add(marker.Mark(text.Text, leaker, request).Text);
            answers.Add(new FoundAnswer(known ? request : "", answer));
            counts.Merge(answer);
        }

        return new SuspectAudit(
            Question(counts, seed, [leaker]) with { FoundText = true, Answers = answers, Usage = Usage(seed, answers.Count) },
            options with { MarkingRate = rate }).Suspect().LogP;
    }

    // The same writer's other texts, unmarked: as many as a student is taught.
    private SiteCounts Usage(ulong seed, int leaked)
    {
        var counts = new SiteCounts();
        for (var i = leaked; i < Math.Min(source.Texts.Count, leaked + Lessons); i++)
        {
            foreach (var site in Text(seed, i).Sites)
            {
                counts.Add(site.Cell, site.Form);
            }
        }

        return counts;
    }

    private StudyFigure Three()
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

        return new StudyFigure(
            FormattableString.Invariant($"three clusters of shares .4/.2/.1 at r = .9 among {size.Candidates:N0} keys, {5 * size.Tokens:N0} tokens: named at corrected p < 1e-6"),
            "all three, no innocent",
            FormattableString.Invariant($"all three in {all} of {size.Seeds}; {innocent} innocent; weakest, median p {Chance.Text(median.Order().ElementAt(median.Count / 2))}"),
            all == size.Seeds && innocent == 0);
    }
}
