using Distill.Honeypots.Attribution;

namespace Distill.Evaluation.Attribution;

/// <summary>Measures what the attribution test finds in students that learned marked text, and in text that leaked.</summary>
internal sealed class StudentStudy(TextSource source, StudySize size, AttributionOptions options)
{
    private readonly Lessons _lessons = new(source);
    private readonly StudentAudits _audits = new(source, size, options);

    public IEnumerable<StudyFigure> Asked()
    {
        var probes = new ProbeStudy(_lessons, size);
        foreach (
            var (share, rate, left) in ((double, double, bool)[])
                [(.1, .5, true), (.1, .75, true), (.1, .9, true), (.05, .5, true), (.05, .9, true), (.02, .9, true), (.1, .9, false)]
        )
        {
            var found = Seeds(size.Probed, seed => _audits.Audit(probes.Asked(share, rate, seed, left), seed, rate: rate).LogP);
            var what = left ? "the answers that left" : "texts never taught";
            yield return Figure(
                $"trigram student, {100 * share:0} % marked at r = {rate:0.00}, {size.Tokens:N0} tokens, asked to go on with {what}",
                found,
                left && share == .1 ? 0.9 : null
            );
        }

        var (audits, accused, below) = probes.Clean(size.Seeds, .1, options);
        yield return new StudyFigure(
            $"unmarked trigram students asked the same, {audits:N0} audits: accused at p < 1e-6; p < .01",
            "0; at most 1 %",
            $"{accused}; {100.0 * below / audits:0.00} %",
            accused == 0 && below <= 0.01 * audits
        );
    }

    // The same students write freely. This measures how large a share of marked text, and how much writing, it takes to find them.
    public IEnumerable<StudyFigure> Written()
    {
        foreach (
            var (share, rate, times) in ((double, double, int)[])
                [(0, .9, 1), (.1, .5, 1), (.1, .9, 1), (.1, .9, 3), (.1, .9, 10), (.2, .9, 1), (.3, .9, 1), (.5, .9, 1), (1, .5, 1)]
        )
        {
            var found = Seeds(size.Seeds, seed => _audits.Trigram(share, 0, rate, seed, times));
            yield return Figure(
                $"trigram student, {100 * share:0} % marked at r = {rate:0.0}, {times * size.Tokens:N0} tokens",
                found,
                share == .1 && times == 1 ? 0.9 : null
            );
        }

        yield return Figure(
            $"He's binomial test on the unmarked trigram students, {size.Tokens:N0} tokens",
            Seeds(size.Seeds, seed => _audits.Binomial(seed)),
            null
        );
    }

    public IEnumerable<StudyFigure> Choices()
    {
        foreach (
            var (share, rate, times, reach) in ((double, double, int, double?)[])
                [(.1, .9, 1, .95), (.05, .9, 5, .95), (.1, .5, 1, null), (.05, .5, 5, null)]
        )
        {
            var found = Seeds(
                size.Trials,
                seed => _audits.Audit(_audits.Choice(seed, times * size.Tokens, [("cluster-1", share * rate)]), seed).LogP
            );
            yield return Figure($"choice student, {100 * share:0} % at r = {rate:0.0}, {times * size.Tokens:N0} tokens", found, reach);
        }
    }

    public IEnumerable<StudyFigure> Leaks()
    {
        foreach (var rate in (double[])[.5, .75, .9, 1])
        {
            yield return Figure(
                $"direct leak of {StudentAudits.LeakWords:N0} words marked at r = {rate:0.00}, requests known",
                Seeds(size.Trials, seed => _audits.Leak(seed, rate, known: true)),
                rate == .5 ? .95 : null
            );
            yield return Figure($"the same, requests not known", Seeds(size.Trials, seed => _audits.Leak(seed, rate, known: false)), null);
        }
    }

    public IEnumerable<StudyFigure> Clusters()
    {
        var (all, innocent, median) = (0, 0, new List<double>());
        for (var seed = 1; seed <= size.Seeds; seed++)
        {
            var sample = _audits.Choice((ulong)seed, 5 * size.Tokens, [("cluster-1", .4 * .9), ("cluster-2", .2 * .9), ("cluster-3", .1 * .9)]);
            var named = _audits.Audit(sample, (ulong)seed, size.Candidates).Candidates;
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

    public IEnumerable<StudyFigure> Erased()
    {
        foreach (var scrubbed in (double[])[.75, .9, 1])
        {
            var found = Seeds(size.Seeds, seed => _audits.Audit(_audits.Choice(seed, size.Tokens, [("cluster-1", .5)], scrubbed), seed).LogP);
            yield return Figure(
                $"{100 * scrubbed:0} % of sites scrubbed at random, all data marked at r = .5, choice student",
                found,
                scrubbed == .75 ? 1 : null
            );
        }

        foreach (var later in (int[])[0, 1, 4])
        {
            var found = Seeds(size.Seeds, seed => _audits.Trigram(1, later, 0.5, seed));
            yield return Figure($"trigram student, all marked, then {later} times as much clean text", found, null);
        }
    }

    private static StudyFigure Figure(string what, double[] logPs, double? reach)
    {
        var found = logPs.Count(p => p < Math.Log(1e-6));
        var median = logPs.Order().ElementAt(logPs.Length / 2);
        return new StudyFigure(
            what,
            reach is { } r ? $"p < 1e-6 in {100 * r:0} %" : "",
            $"{found} of {logPs.Length}; median p {Chance.Text(median)}",
            reach is { } wanted ? found >= wanted * logPs.Length : null
        );
    }

    private static double[] Seeds(int count, Func<ulong, double> trial) =>
        [.. Enumerable.Range(1, count).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(seed => trial((ulong)seed))];
}
