using Distill.Contracts.Verdicts;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Clusters;

/// <summary>
/// Collects the groups with too little evidence to be watched, the strongest of them. They decide nothing: people see by them what lower thresholds
/// would add. Safe for any number of threads, and the same groups give the same result in any order.
/// </summary>
internal sealed class NearMisses(DetectionOptions options)
{
    /// <summary>Least weight at which a kind of evidence counts here: 100 to 1. Below it, every population is full of such groups.</summary>
    public const double EvidenceFloor = 4.6;

    // Groups that are kept until it is known whose accounts are in clusters. Many overlap each other.
    private const int MostCollected = 4000;

    // Groups that are returned.
    private const int Most = 500;

    private static readonly Comparer<NearMiss> s_order = Comparer<NearMiss>.Create(Compare);

    private readonly LevelRule _floor = LevelRule.Of(options) with { Evidence = EvidenceFloor };
    private readonly SortedSet<NearMiss> _strongest = new(s_order);
    private double _lost;

    /// <summary>Notes a group that the rule finds nothing in.</summary>
    public void Add(CandidateGroup group, GroupWeights weights)
    {
        if (_floor.Judge(weights) is not { Level: > VerdictLevel.Clear, Sum: var sum })
        {
            return;
        }

        lock (_strongest)
        {
            _strongest.Add(new NearMiss([.. group.Members.Select(m => m.Profile)], weights, sum));
            if (_strongest.Count > MostCollected)
            {
                _lost = Math.Max(_lost, _strongest.Max!.Sum);
                _strongest.Remove(_strongest.Max!);
            }
        }
    }

    /// <summary>Returns groups that share no account with each other or with a finding, the strongest first.</summary>
    /// <returns>The groups, and the sum of weights up to which some are left out; 0 if none is.</returns>
    public (IReadOnlyList<NearMiss> Groups, double LeftOut) Apart(IReadOnlyList<Finding> findings)
    {
        var taken = findings.SelectMany(f => f.Group.Members).Select(m => m.Profile).ToHashSet();
        var apart = new List<NearMiss>();
        foreach (var group in _strongest)
        {
            // The evidence is about the whole group, so most of it must be left.
            AccountProfile[] free = [.. group.Members.Where(m => !taken.Contains(m))];
            if (free.Length < options.MinClusterSize || 2 * free.Length < group.Members.Count)
            {
                continue;
            }

            if (apart.Count == Most)
            {
                return (apart, Math.Max(_lost, group.Sum));
            }

            taken.UnionWith(free);
            apart.Add(group with { Members = free });
        }

        return (apart, _lost);
    }

    // The strongest first. Only groups of the same accounts and weights are equal.
    private static int Compare(NearMiss a, NearMiss b)
    {
        var order = b.Sum.CompareTo(a.Sum);
        order = order != 0 ? order : b.Members.Count.CompareTo(a.Members.Count);
        for (var i = 0; order == 0 && i < a.Members.Count; i++)
        {
            order = a.Members[i].Account.CompareTo(b.Members[i].Account);
        }

        order = order != 0 ? order : a.Weights.Kinds.Count.CompareTo(b.Weights.Kinds.Count);
        for (var i = 0; order == 0 && i < a.Weights.Kinds.Count; i++)
        {
            var (x, y) = (a.Weights.Kinds[i], b.Weights.Kinds[i]);
            order = x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind) : y.Weight.CompareTo(x.Weight);
        }

        return order != 0 ? order : b.Weights.OwnMeans.CompareTo(a.Weights.OwnMeans);
    }
}

/// <summary>A group with too little evidence to be watched.</summary>
/// <param name="Members">Its accounts, ordered.</param>
/// <param name="Weights">Its evidence.</param>
/// <param name="Sum">The sum of the kinds of evidence above the floor.</param>
internal sealed record NearMiss(IReadOnlyList<AccountProfile> Members, GroupWeights Weights, double Sum);
