namespace Distill.Evaluation.Scoring;

/// <summary>What provisional verdicts did, over all seeds of a rung.</summary>
public sealed class NewcomerFigures(IReadOnlyList<TrialScore> trials)
{
    /// <summary>Campaign accounts that had a provisional verdict at any time.</summary>
    public int Campaign => trials.Sum(t => t.Newcomers.Campaign);

    /// <summary>Innocent accounts that had one at any time, by kind.</summary>
    public IReadOnlyDictionary<string, int> Innocent =>
        new SortedDictionary<string, int>(
            trials.SelectMany(t => t.Newcomers.Innocent).GroupBy(k => k.Key, k => k.Value).ToDictionary(g => g.Key, g => g.Sum()),
            StringComparer.Ordinal
        );

    /// <summary>The median hours from a replacement's first call until it was flagged, provisionally or by a run.</summary>
    public double ReplacementHours => Quantile.Median(trials.SelectMany(t => t.Newcomers.Replacements).Select(r => r.Hours));

    /// <summary>The median calls of a replacement until it was flagged.</summary>
    public double ReplacementCalls => Quantile.Median(trials.SelectMany(t => t.Newcomers.Replacements).Select(r => r.Calls));

    /// <summary>The median hours from a campaign account's first campaign call until it was flagged.</summary>
    public double HoursToFlag => Quantile.Median(trials.SelectMany(t => t.Newcomers.HoursToFlag));

    /// <summary>Share of the campaign's calls that came before their account was flagged.</summary>
    public double CallsBeforeFlag => (double)trials.Sum(t => t.Newcomers.CallsBeforeFlag) / trials.Sum(t => t.CampaignCalls);

    /// <summary>Returns how many provisional verdicts ended in a way.</summary>
    public int Ended(ProvisionalEnd end) => trials.Sum(t => t.Newcomers.Ends.GetValueOrDefault(end));
}
