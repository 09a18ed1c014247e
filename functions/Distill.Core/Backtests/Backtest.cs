using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Core.Backtests;

/// <summary>What a run would have said with other thresholds, beside what it says with its own.</summary>
/// <remarks>
/// The groups are those of the run, whole. Levels are those after a second run, as a cluster is confirmed only when an earlier run agrees. Held
/// verdicts, verifications and people's decisions are not in it.
/// </remarks>
/// <param name="run">The run.</param>
/// <param name="rule">The other thresholds.</param>
/// <param name="minAccounts">
/// The fewest accounts of a group. With fewer than the run's own, nothing is added: smaller groups were not looked at.
/// </param>
public sealed class Backtest(RunWeights run, LevelRule rule, int minAccounts)
{
    // The levels that a group may have.
    private static readonly VerdictLevel[] s_levels = [VerdictLevel.Confirmed, VerdictLevel.Suspect, VerdictLevel.Watch];

    public RunWeights Run => run;

    public LevelRule Rule => rule;

    public int MinAccounts => minAccounts;

    /// <summary>Every group before and after, in the run's order.</summary>
    public IReadOnlyList<BacktestedGroup> Groups => field ??= [.. run.Groups.Select(Of)];

    /// <summary>The groups whose level changes.</summary>
    public IEnumerable<BacktestedGroup> Changed => Groups.Where(g => g.Before != g.After);

    /// <summary>What each level gains and loses, the surest first.</summary>
    public IReadOnlyList<LevelChange> Levels => [.. s_levels.Select(l => Count(l, level => level == l))];

    /// <summary>What is flagged in all: suspect or confirmed.</summary>
    public LevelChange Flagged => Count(VerdictLevel.Suspect, level => level >= VerdictLevel.Suspect);

    private LevelChange Count(VerdictLevel named, Func<VerdictLevel, bool> isIn)
    {
        GroupCount SizeOf(Func<BacktestedGroup, bool> counts) =>
            Groups.Where(counts).Aggregate(default(GroupCount), (sum, g) => new GroupCount(sum.Groups + 1, sum.Accounts + g.Group.Accounts));

        return new LevelChange(
            named,
            SizeOf(g => isIn(g.Before)),
            SizeOf(g => isIn(g.After)),
            SizeOf(g => isIn(g.After) && !isIn(g.Before)),
            SizeOf(g => isIn(g.Before) && !isIn(g.After))
        );
    }

    private BacktestedGroup Of(WeighedGroup group)
    {
        var after = Rule.Judge(group.Weights);
        return new BacktestedGroup(group, Level(group, Run.Rule, Run.MinAccounts), Level(group, Rule, MinAccounts), after.Sum, after.Kinds);
    }

    private static VerdictLevel Level(WeighedGroup group, LevelRule rule, int minAccounts)
    {
        var judged = rule.Judge(group.Weights);
        return group.Accounts < minAccounts ? VerdictLevel.Clear
            : judged.Level < VerdictLevel.Suspect || group.IsLowered ? (judged.Level < VerdictLevel.Watch ? judged.Level : VerdictLevel.Watch)
            : rule.Confirms(judged.Sum, judged.Kinds) ? VerdictLevel.Confirmed
            : VerdictLevel.Suspect;
    }
}

/// <summary>A group before and after.</summary>
/// <param name="Group">The group.</param>
/// <param name="Before">Its level by the run's own thresholds; clear when it is not even watched.</param>
/// <param name="After">Its level by the other thresholds.</param>
/// <param name="Sum">The sum of its kinds of evidence by the other thresholds.</param>
/// <param name="Kinds">How many kinds count by them.</param>
public sealed record BacktestedGroup(WeighedGroup Group, VerdictLevel Before, VerdictLevel After, double Sum, int Kinds)
{
    public bool IsFlaggedBefore => Before >= VerdictLevel.Suspect;

    public bool IsFlaggedAfter => After >= VerdictLevel.Suspect;
}

/// <summary>How many groups, and how many accounts they have.</summary>
public readonly record struct GroupCount(int Groups, long Accounts);

/// <summary>What a level gains and loses.</summary>
public sealed record LevelChange(VerdictLevel Level, GroupCount Before, GroupCount After, GroupCount Gained, GroupCount Lost);
