using Distill.Cli.Evaluate.Labelled;

namespace Distill.Cli.Evaluate.Baselines;

/// <summary>All baselines.</summary>
internal static class Yardsticks
{
    public static IReadOnlyList<IBaseline> All { get; } =
    [new VolumeLimit(), new SharedInfrastructure(), new SynchroTrap(), new Fraudar(), new NearDuplicates()];

    /// <summary>A baseline's score on a whole log at its end, at its oracle's cut. It says nothing about when.</summary>
    public static BaselineScore Measure(IBaseline baseline, LabelledTraffic traffic)
    {
        var accounts = traffic.Accounts.Where(a => traffic.Innocent.ContainsKey(a.Account) || traffic.CampaignCalls.ContainsKey(a.Account)).ToArray();
        return Oracle.Best(baseline.Name, baseline.Rank(accounts), [.. accounts.Select(a => traffic.CampaignCalls.ContainsKey(a.Account))]);
    }
}
