using Distill.Cli.Evaluate.Labelled;

namespace Distill.Cli.Evaluate.Baselines;

/// <summary>All baselines.</summary>
internal static class Yardsticks
{
    public static IReadOnlyList<IBaseline> All { get; } = [new VolumeLimit(), new SharedInfrastructure(), new SynchroTrap(), new Fraudar(), new NearDuplicates()];

    /// <summary>The baselines' scores on a whole log at its end, each at its oracle's cut. Nothing about when.</summary>
    public static IReadOnlyList<BaselineScore> Measure(LabelledTraffic traffic, CancellationToken cancel)
    {
        var accounts = traffic.Accounts.Where(a => traffic.Innocent.ContainsKey(a.Account) || traffic.CampaignCalls.ContainsKey(a.Account)).ToArray();
        var isCampaign = accounts.Select(a => traffic.CampaignCalls.ContainsKey(a.Account)).ToArray();
        var scores = new List<BaselineScore>();
        foreach (var baseline in All)
        {
            cancel.ThrowIfCancellationRequested();
            scores.Add(Oracle.Best(baseline.Name, baseline.Rank(accounts), isCampaign));
        }

        return scores;
    }
}
