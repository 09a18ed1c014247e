using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Options;

namespace Distill.Core.Backtests;

/// <summary>The evidence on all groups of one run, so that its rule can be asked again with other thresholds. It decides nothing.</summary>
/// <param name="Hour">The run's hour.</param>
/// <param name="Rule">The run's thresholds.</param>
/// <param name="MinAccounts">The fewest accounts of a group in the run.</param>
/// <param name="Groups">The groups, clusters first. No two share an account.</param>
public sealed record RunWeights(Hour Hour, LevelRule Rule, int MinAccounts, IReadOnlyList<WeighedGroup> Groups)
{
    /// <summary>The most groups. Of more, those with the least evidence are left out.</summary>
    public const int Most = 20_000;

    /// <summary>Least weight of a kind of evidence down to which groups that are not watched are known.</summary>
    public const double EvidenceFloor = NearMisses.EvidenceFloor;

    // Accounts of a group without a cluster that are named.
    private const int MostNamed = 5;

    /// <summary>Up to this sum of weights, some groups that are not watched were left out: there were too many. 0 if none was.</summary>
    public double LeftOut { get; init; }

    internal static RunWeights Of(
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Cluster> clusters,
        (IReadOnlyList<NearMiss> Groups, double LeftOut) missed,
        Hour hour,
        DetectionOptions options
    )
    {
        var rule = LevelRule.Of(options);
        WeighedGroup[] groups =
        [
            .. findings
                .Zip(clusters)
                .OrderByDescending(f => f.Second.Level)
                .ThenByDescending(f => f.First.Weight)
                .ThenBy(f => f.Second.Id)
                .Select(f => new WeighedGroup(f.First.Group.Members.Count, f.First.Weights)
                {
                    Cluster = f.Second.Id,
                    IsLowered = f.First.Level < rule.Judge(f.First.Weights).Level,
                }),
            .. missed.Groups.Select(m => new WeighedGroup(m.Members.Count, m.Weights)
            {
                Named = [.. m.Members.Take(MostNamed).Select(a => a.Account)],
            }),
        ];
        return new RunWeights(hour, rule, options.MinClusterSize, groups[..Math.Min(groups.Length, Most)])
        {
            LeftOut = groups.Length > Most ? Math.Max(missed.LeftOut, rule.Judge(groups[Most].Weights).Sum) : missed.LeftOut,
        };
    }
}

/// <summary>A group with its evidence.</summary>
/// <param name="Accounts">How many accounts it has.</param>
/// <param name="Weights">What the rule looks at.</param>
public sealed record WeighedGroup(int Accounts, GroupWeights Weights)
{
    /// <summary>Its cluster. Null when it is not even watched.</summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>True when the run lowered its level to watch, for what the rule does not look at, such as members that others carried.</summary>
    public bool IsLowered { get; init; }

    /// <summary>Some of its accounts, if it is not even watched.</summary>
    public IReadOnlyList<AccountId> Named { get; init; } = [];
}
