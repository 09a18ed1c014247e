using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Evaluation.Attribution;

/// <summary>Tests clean text against keys that never marked it. It must find nothing.</summary>
internal static class CleanStudy
{
    private static readonly double s_logAlpha = Math.Log(1e-6);

    public static IEnumerable<StudyFigure> Run(IReadOnlyList<TextSource> sources, StudySize size, AttributionOptions options)
    {
        var samples = sources.SelectMany(s => Samples(s, size.SampleWords)).ToArray();
        var keys = (size.Audits + samples.Length - 1) / samples.Length;
        var master = MasterKey.FromBytes("An evaluation's key: it marks no customer's text."u8);
        MarkKey[] drawn = [.. Enumerable.Range(0, keys).Select(i => master.Derive(Layer.Cluster, $"clean-{i}", EpochId.Parse("clean")))];
        var tallies = samples.AsParallel().Select(sample => Tally(sample, drawn, options)).ToArray();
        var audits = (long)samples.Length * keys;
        long Of(int i) => tallies.Sum(t => t[i]);
        yield return new StudyFigure(
            $"clean text, {sources.Count} sources, {samples.Length} samples x {keys} keys = {audits:N0} audits: accused at p < 1e-6",
            "0 of 100,000 or more",
            $"{Of(0)}",
            Of(0) == 0 && audits >= StudySize.Full.Audits && sources.Count >= 5
        );
        yield return new StudyFigure("the same: p < .01", "at most 1 %", $"{100.0 * Of(1) / audits:0.00} %", Of(1) <= 0.01 * audits);
        yield return new StudyFigure("He's binomial test on the same: p < 1e-6", "", $"{100.0 * Of(2) / audits:0.0} %", null);
        yield return new StudyFigure("He's binomial test on the same: p < .01", "", $"{100.0 * Of(3) / audits:0.0} %", null);
    }

    private static long[] Tally(SiteCounts sample, MarkKey[] keys, AttributionOptions options)
    {
        var cells = sample.Cells;
        var evidence = new LayerEvidence([new Answer("", sample)], options);
        var tally = new long[4];
        foreach (var key in keys)
        {
            var (own, binomial) = (evidence.Test(key).LogP, BinomialTest.LogP(cells, key));
            tally[0] += own < s_logAlpha ? 1 : 0;
            tally[1] += own < Math.Log(0.01) ? 1 : 0;
            tally[2] += binomial < s_logAlpha ? 1 : 0;
            tally[3] += binomial < Math.Log(0.01) ? 1 : 0;
        }

        return tally;
    }

    private static IEnumerable<SiteCounts> Samples(TextSource source, int words)
    {
        var (sample, have) = (new SiteCounts(), 0);
        foreach (var text in source.Texts)
        {
            foreach (var site in text.Sites)
            {
                sample.Add(site.Cell, site.Form);
            }

            have += text.Words;
            if (have >= words)
            {
                yield return sample;
                (sample, have) = (new SiteCounts(), 0);
            }
        }

        // A source with too few words for one sample is a sample as a whole.
        if (have > 0 && source.Words < words)
        {
            yield return sample;
        }
    }
}
