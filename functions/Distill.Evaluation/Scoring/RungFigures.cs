using Distill.Statistics;

namespace Distill.Evaluation.Scoring;

/// <summary>The figures of one rung at one size, over all seeds.</summary>
public sealed record RungFigures(string Rung, string Size, int Days, IReadOnlyList<TrialScore> Trials)
{
    /// <summary>Groups scores by rung and size. The groups are in the order of their first score.</summary>
    public static IReadOnlyList<RungFigures> Of(IEnumerable<TrialScore> scores) =>
        [
            .. scores
                .GroupBy(s => (s.Trial.Rung, s.Trial.SizeName, s.Trial.Size.Days))
                .Select(g => new RungFigures(g.Key.Rung, g.Key.SizeName, g.Key.Days, [.. g])),
        ];

    public bool HasCampaign => Trials.Any(t => t.Campaign.Accounts > 0);

    /// <summary>Share of the flagged accounts that are the campaign's.</summary>
    public Proportion Precision => Pool(t => (t.Campaign.Flagged, t.Campaign.Flagged + t.AllInnocent.Flagged));

    /// <summary>Share of the campaign's accounts that are flagged.</summary>
    public Proportion Recall => Pool(t => (t.Campaign.Flagged, t.Campaign.Accounts));

    /// <summary>Share of the innocent accounts that are flagged.</summary>
    public Proportion FalsePositiveRate => Pool(t => (t.AllInnocent.Flagged, t.AllInnocent.Accounts));

    public Proportion EverPrecision => Pool(t => (t.Campaign.EverFlagged, t.Campaign.EverFlagged + t.AllInnocent.EverFlagged));

    public Proportion EverRecall => Pool(t => (t.Campaign.EverFlagged, t.Campaign.Accounts));

    public Proportion EverFalsePositiveRate => Pool(t => (t.AllInnocent.EverFlagged, t.AllInnocent.Accounts));

    /// <summary>Share of the campaign's calls that came before their account was flagged.</summary>
    public double CallsBeforeFlag => (double)Trials.Sum(t => t.CallsBeforeFlag) / Trials.Sum(t => t.CampaignCalls);

    /// <summary>Returns a quantile of the hours from an account's first campaign call to its flag, over the campaign accounts of all seeds.</summary>
    public double HoursToFlag(double q) => Quantile.Of(Trials.SelectMany(t => t.HoursToFlag), q);

    /// <summary>The median over seeds.</summary>
    public double HoursToFirstFlag => Quantile.Median(Trials.Select(t => t.HoursToFirstFlag));

    /// <summary>The mean over seeds.</summary>
    public double ClustersF1 => Trials.Average(t => t.Clusters.F1);

    /// <summary>The means over seeds of the operations' B-cubed precision, recall and F1.</summary>
    public double OperationsPrecision => Trials.Average(t => t.Operations.Precision);

    public double OperationsRecall => Trials.Average(t => t.Operations.Recall);

    public double OperationsF1 => Trials.Average(t => t.Operations.F1);

    /// <summary>The most operations that hold 99 % of a campaign's flagged accounts, over seeds.</summary>
    public int MainOperations => Trials.Max(t => t.MainOperations);

    /// <summary>Share of the campaign's calls that came before its first account was flagged.</summary>
    public double CallsBeforeFirstFlag => (double)Trials.Sum(t => t.CallsBeforeFirstFlag) / Trials.Sum(t => t.CampaignCalls);

    public IReadOnlyList<(double Hours, double Calls)> Replacements => [.. Trials.SelectMany(t => t.Replacements)];

    public NewcomerFigures Newcomers => new(Trials);

    /// <summary>Innocent accounts by kind.</summary>
    public IReadOnlyDictionary<string, FlagCounts> Innocent => KindsOf(Trials);

    public IEnumerable<BaselineFigures> Baselines =>
        Trials.SelectMany(t => t.Baselines).GroupBy(b => b.Name).Select(g => new BaselineFigures(g.Key, [.. g]));

    /// <summary>Returns the innocent accounts of several trials, counted by kind.</summary>
    public static IReadOnlyDictionary<string, FlagCounts> KindsOf(IEnumerable<TrialScore> trials) =>
        new SortedDictionary<string, FlagCounts>(
            trials.SelectMany(t => t.Innocent).GroupBy(k => k.Key, k => k.Value).ToDictionary(g => g.Key, FlagCounts.Sum),
            StringComparer.Ordinal
        );

    private Proportion Pool(Func<TrialScore, (long, long)> count) => Proportion.Of([.. Trials.Select(count)]);
}
