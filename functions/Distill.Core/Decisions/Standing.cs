using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;

namespace Distill.Core.Decisions;

/// <summary>
/// Applies people's decisions to the correlation's verdicts. It is a pure step after the correlation. An override wins over a decision on the
/// account's cluster, and both win over the correlation, each until it ends.
/// </summary>
/// <remarks>
/// A decision follows its cluster by id. If its cluster dissolved, it holds for a new cluster of which at least half of the accounts were members
/// at the decision. So a dismissed group does not come back under another id. A confirmation also holds for members that are in no cluster now.
/// </remarks>
public sealed class Standing
{
    private static readonly DecisionKind[] s_ofState = [DecisionKind.Confirm, DecisionKind.Dismiss, DecisionKind.BanPlan, DecisionKind.Reopen];
    private static readonly DecisionKind[] s_ofShadow = [DecisionKind.Shadow, DecisionKind.Unshadow];

    private readonly bool _simulated;
    private readonly Dictionary<AccountId, AccountOverride> _overrides = [];
    private readonly Dictionary<ClusterId, ClusterStanding> _clusters = [];
    private readonly Dictionary<AccountId, ClusterDecision> _confirmed = [];
    private readonly Dictionary<ClusterId, Cluster> _current;
    private readonly Dictionary<ClusterId, Cluster> _gone = [];
    private readonly HashSet<(string Id, ClusterId Cluster)> _inForce;

    /// <summary>Applies decisions and overrides to the current clusters.</summary>
    /// <param name="decisions">All decisions ever made, in any order.</param>
    /// <param name="overrides">All overrides ever made, in any order.</param>
    /// <param name="clusters">The current clusters.</param>
    /// <param name="at">The time. Decisions and overrides that ended before do not count.</param>
    /// <param name="simulated">True for shadow mode of all accounts: no verdict is acted upon.</param>
    public Standing(
        IReadOnlyCollection<ClusterDecision> decisions,
        IReadOnlyCollection<AccountOverride> overrides,
        IEnumerable<Cluster> clusters,
        DateTimeOffset at,
        bool simulated
    )
    {
        _simulated = simulated;
        _current = clusters.ToDictionary(c => c.Id);
        foreach (var latest in overrides.GroupBy(o => o.Account).Select(g => g.MaxBy(o => o.Number)!).Where(o => o.HoldsAt(at)))
        {
            _overrides.Add(latest.Account, latest);
        }

        var states = Latest(decisions, s_ofState, at);
        var shadows = Latest(decisions, s_ofShadow, at);
        _inForce = [.. states.Values.Concat(shadows.Values).Select(d => (d.Id, d.Cluster))];
        foreach (var cluster in _current.Values)
        {
            var standing = new ClusterStanding(Of(states, cluster), Of(shadows, cluster));
            if (standing != ClusterStanding.Open)
            {
                _clusters.Add(cluster.Id, standing);
            }
        }

        // A verdict may still name a cluster that nobody keeps any more. What was decided on it holds.
        foreach (var decided in states.Values.Concat(shadows.Values).Where(d => !_current.ContainsKey(d.Cluster)))
        {
            _clusters[decided.Cluster] = new ClusterStanding(states.GetValueOrDefault(decided.Cluster), shadows.GetValueOrDefault(decided.Cluster));
            _gone[decided.Cluster] = decided.On;
        }

        foreach (var decision in states.Values.Where(d => d.Kind is DecisionKind.Confirm or DecisionKind.BanPlan).OrderBy(d => d.Number))
        {
            foreach (var account in decision.On.Everyone)
            {
                _confirmed[account] = decision;
            }
        }
    }

    /// <summary>True when the verdicts of all accounts are simulated.</summary>
    public bool SimulatesAll => _simulated;

    /// <summary>
    /// Every account whose verdict may differ from the correlation's. With <see cref="SimulatesAll"/>, these are all accounts, also those not
    /// listed here.
    /// </summary>
    public IEnumerable<AccountId> Governed =>
        _overrides
            .Keys.Concat(_clusters.Keys.SelectMany(id => (_current.GetValueOrDefault(id) ?? _gone[id]).Everyone))
            .Concat(_confirmed.Keys)
            .Distinct();

    /// <summary>Returns the decisions in force on a cluster.</summary>
    public ClusterStanding Of(ClusterId cluster) => _clusters.GetValueOrDefault(cluster, ClusterStanding.Open);

    /// <summary>True when a decision has neither ended nor been replaced.</summary>
    public bool IsInForce(ClusterDecision decision) => _inForce.Contains((decision.Id, decision.Cluster));

    /// <summary>True when an override has neither ended nor been replaced.</summary>
    public bool IsInForce(AccountOverride set) => OverrideOf(set.Account)?.Id == set.Id;

    /// <summary>Returns the override in force for an account. Null when there is none.</summary>
    public AccountOverride? OverrideOf(AccountId account) => _overrides.GetValueOrDefault(account);

    /// <summary>
    /// True when a person's decision gives the account a verdict even if the correlation has none: it never saw the account, or forgot it.
    /// </summary>
    public bool SpeaksFor(AccountId account) => _overrides.ContainsKey(account) || _confirmed.ContainsKey(account);

    /// <summary>
    /// Returns the dismissals that the evidence has outgrown, each with the cluster that comes back and why. The caller must reopen it.
    /// </summary>
    /// <param name="options">The weights at which kinds of evidence count, and their cap.</param>
    /// <param name="growth">Factor by which the weight or the number of members must have grown to be materially more.</param>
    public IEnumerable<(Cluster Cluster, ClusterDecision Dismissal, string Why)> Outgrown(DetectionOptions options, double growth) =>
        from cluster in _clusters.OrderBy(c => c.Key)
        let dismissal = cluster.Value.State
        where dismissal is { Kind: DecisionKind.Dismiss } && IsFound(cluster.Key)
        let why = Dismissal.Outgrown(dismissal.On, _current[cluster.Key], options, growth)
        where why is not null
        select (_current[cluster.Key], dismissal, why);

    /// <summary>Returns the verdict with people's decisions applied.</summary>
    public StandingVerdict Apply(Verdict verdict)
    {
        if (_overrides.GetValueOrDefault(verdict.Account) is { } set)
        {
            return Simulate(new StandingVerdict(StandingReasons.Apply(set, verdict), set.Expires), _simulated);
        }

        // A verdict may name a dissolved cluster: a silent account keeps its last verdict.
        var (state, shadow) = verdict.Cluster is { } cluster && _clusters.TryGetValue(cluster, out var own) ? own : ClusterStanding.Open;
        if (state is null && (verdict.Cluster is not { } named || !_current.ContainsKey(named)))
        {
            state = _confirmed.GetValueOrDefault(verdict.Account);
        }

        var standing = new StandingVerdict(
            state is { Kind: not DecisionKind.Reopen } ? StandingReasons.Apply(state, verdict) : verdict,
            Earlier(state?.Expires, shadow?.Expires)
        );
        return Simulate(standing, _simulated || shadow is { Kind: DecisionKind.Shadow });
    }

    private static StandingVerdict Simulate(StandingVerdict verdict, bool simulated) =>
        !simulated ? verdict
        : verdict.Verdict.Action == VerdictAction.Allow ? verdict with { Simulated = true }
        : verdict with { Simulated = true, Verdict = StandingReasons.Simulate(verdict.Verdict) };

    private static Dictionary<ClusterId, ClusterDecision> Latest(IEnumerable<ClusterDecision> decisions, DecisionKind[] kinds, DateTimeOffset at) =>
        decisions
            .Where(d => kinds.Contains(d.Kind))
            .GroupBy(d => d.Cluster)
            .Select(g => g.MaxBy(d => d.Number)!)
            .Where(d => d.HoldsAt(at))
            .ToDictionary(d => d.Cluster);

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private bool IsFound(ClusterId cluster) => _current.TryGetValue(cluster, out var known) && !known.IsDissolved;

    // Finds the decision by the cluster's id, or else by members that a dissolved cluster had.
    private ClusterDecision? Of(Dictionary<ClusterId, ClusterDecision> decided, Cluster cluster)
    {
        if (decided.TryGetValue(cluster.Id, out var own))
        {
            return own;
        }

        var dissolved = decided.Values.Where(d => !IsFound(d.Cluster)).ToArray();
        if (dissolved.Length == 0)
        {
            return null;
        }

        var members = cluster.Accounts.ToHashSet();
        return dissolved
            .Select(d => (Decision: d, Shared: d.On.Everyone.Count(members.Contains)))
            .Where(d => 2 * d.Shared >= cluster.Accounts.Count)
            .OrderByDescending(d => d.Shared)
            .ThenByDescending(d => d.Decision.Number)
            .Select(d => d.Decision)
            .FirstOrDefault();
    }
}

/// <summary>The decisions in force on a cluster: the latest that confirms, dismisses or reopens it, and the latest on shadow mode.</summary>
public readonly record struct ClusterStanding(ClusterDecision? State, ClusterDecision? Shadow)
{
    /// <summary>No decision is in force.</summary>
    public static ClusterStanding Open { get; }

    public bool IsSimulated => Shadow is { Kind: DecisionKind.Shadow };
}
