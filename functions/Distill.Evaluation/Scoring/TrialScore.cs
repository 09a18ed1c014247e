using Distill.Contracts;
using Distill.Evaluation.Baselines;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>The result of one trial. An account is flagged if its verdict is suspect or above.</summary>
public sealed record TrialScore
{
    // Share of a campaign's accounts that its main operations hold.
    private const double MainShare = 0.99;

    public required Trial Trial { get; init; }

    /// <summary>Campaign accounts that made a campaign call, and how many of them were flagged.</summary>
    public required FlagCounts Campaign { get; init; }

    /// <summary>Innocent accounts that made a call, and how many of them were flagged, by kind.</summary>
    public required IReadOnlyDictionary<string, FlagCounts> Innocent { get; init; }

    /// <summary>
    /// The hours from each campaign account's first campaign call to the first run that flagged it; 0 if it was flagged before, infinite if it never
    /// was.
    /// </summary>
    public required IReadOnlyList<double> HoursToFlag { get; init; }

    /// <summary>
    /// The hours from the campaign's start to the first run that flagged one of its accounts; infinite if none did, NaN if there is no campaign.
    /// </summary>
    public required double HoursToFirstFlag { get; init; }

    public required long CampaignCalls { get; init; }

    /// <summary>The campaign's calls that came before their account was flagged, including all calls of accounts that were never flagged.</summary>
    public required long CallsBeforeFlag { get; init; }

    /// <summary>The campaign's calls before the first run that flagged one of its accounts; all of them if none did.</summary>
    public required long CallsBeforeFirstFlag { get; init; }

    /// <summary>
    /// Scores the final clusters of flagged accounts, over the campaign's accounts and those innocent accounts that are in a cluster. The other
    /// innocent accounts are left out, because they would outweigh all others.
    /// </summary>
    public required BCubed Clusters { get; init; }

    /// <summary>The same of the final operations.</summary>
    public required BCubed Operations { get; init; }

    /// <summary>The fewest operations that hold 99 % of the campaign's flagged accounts; 0 if none is flagged.</summary>
    public required int MainOperations { get; init; }

    /// <summary>The hours and calls from each replacement's first call to its link with a banned account.</summary>
    public required IReadOnlyList<(double Hours, double Calls)> Replacements { get; init; }

    /// <summary>
    /// The hours from the launch of a new model until the campaign's move to it was reported; infinite if it never was, NaN without a launch or a
    /// campaign.
    /// </summary>
    public required double HoursToPivot { get; init; }

    /// <summary>What was said of newcomers between the runs.</summary>
    public required NewcomerScore Newcomers { get; init; }

    public required IReadOnlyList<BaselineScore> Baselines { get; init; }

    public required TrialCost Cost { get; init; }

    public FlagCounts AllInnocent => FlagCounts.Sum(Innocent.Values);

    /// <summary>Scores a trial after its runs.</summary>
    internal static TrialScore Of(Trial trial, LabelledTraffic traffic, RunWatch watch, IReadOnlyList<BaselineScore> baselines, TrialCost cost)
    {
        var flags = watch.Flags;
        var firstCalls = traffic.Truth.FirstCalls;
        var campaign = traffic.CampaignCalls.Keys.Order().ToArray();
        var waits = campaign
            .Select(a => flags.First.TryGetValue(a, out var flag) ? Math.Max(0, (flag - firstCalls[a]).TotalHours) : double.PositiveInfinity)
            .ToArray();
        return new TrialScore
        {
            Trial = trial,
            Campaign = Count(campaign, flags),
            Innocent = traffic
                .Innocent.GroupBy(i => i.Value, i => i.Key)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Count(g, flags)),
            HoursToFlag = waits,
            HoursToFirstFlag = traffic.Truth.Start is { } start
                ? campaign
                    .Select(a => flags.First.TryGetValue(a, out var flag) ? (flag - start).TotalHours : double.PositiveInfinity)
                    .DefaultIfEmpty(double.PositiveInfinity)
                    .Min()
                : double.NaN,
            CampaignCalls = campaign.Sum(a => traffic.CallsBefore(a, null)),
            CallsBeforeFlag = campaign.Sum(a => traffic.CallsBefore(a, flags.First.TryGetValue(a, out var flag) ? flag : null)),
            CallsBeforeFirstFlag = CallsBeforeFirst(traffic, campaign, flags),
            Clusters = Agreement(traffic, campaign, flags, a => flags.ClusterOf(a)?.ToString()),
            Operations = Agreement(traffic, campaign, flags, flags.OperationOf),
            MainOperations = Main([.. campaign.Select(flags.OperationOf).OfType<string>().CountBy(o => o).Select(o => o.Value)]),
            Replacements = [.. watch.Replacements.Delays()],
            HoursToPivot = watch.Pivot.Hours,
            Newcomers = NewcomerScore.Of(traffic, watch.Newcomers),
            Baselines = baselines,
            Cost = cost,
        };
    }

    private static BCubed Agreement(LabelledTraffic traffic, AccountId[] campaign, FlagHistory flags, Func<AccountId, string?> groupOf) =>
        BCubed.Of([
            .. campaign.Select(a => (traffic.Truth.OperatorOf(a), groupOf(a))),
            .. traffic.Innocent.Keys.Where(flags.IsFlagged).Select(a => ((string?)null, groupOf(a))),
        ]);

    private static long CallsBeforeFirst(LabelledTraffic traffic, AccountId[] campaign, FlagHistory flags)
    {
        DateTimeOffset[] found = [.. campaign.Where(flags.First.ContainsKey).Select(a => flags.First[a])];
        return campaign.Sum(a => traffic.CallsBefore(a, found.Length == 0 ? null : found.Min()));
    }

    // How many of these counts, the largest first, make up 99 % of their sum.
    private static int Main(int[] accounts)
    {
        var (main, held) = (0, 0);
        foreach (var own in accounts.OrderDescending().TakeWhile(_ => held < MainShare * accounts.Sum()))
        {
            (main, held) = (main + 1, held + own);
        }

        return main;
    }

    private static FlagCounts Count(IEnumerable<AccountId> accounts, FlagHistory flags) =>
        FlagCounts.Sum(
            accounts.Select(a => new FlagCounts(1, flags.IsFlagged(a) ? 1 : 0, flags.First.ContainsKey(a) ? 1 : 0, flags.IsWatched(a) ? 1 : 0))
        );
}
