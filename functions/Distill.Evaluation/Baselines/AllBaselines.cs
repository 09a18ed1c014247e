using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>All baselines.</summary>
internal static class AllBaselines
{
    public static IReadOnlyList<IBaseline> All { get; } =
    [new VolumeLimit(), new SharedInfrastructureBaseline(), new SynchroTrap(), new Fraudar(), new NearDuplicates()];

    /// <summary>
    /// Scores a baseline on a whole log, at the threshold that the oracle picks. Baselines do not tell when they would have flagged an account.
    /// </summary>
    public static BaselineScore Measure(IBaseline baseline, LabelledTraffic traffic)
    {
        var accounts = traffic.Accounts.Where(a => traffic.Innocent.ContainsKey(a.Account) || traffic.CampaignCalls.ContainsKey(a.Account)).ToArray();
        return Oracle.Best(baseline.Name, baseline.Rank(accounts), [.. accounts.Select(a => traffic.CampaignCalls.ContainsKey(a.Account))]);
    }
}
