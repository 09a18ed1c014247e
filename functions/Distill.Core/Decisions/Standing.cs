using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;

namespace Distill.Core.Decisions;

/// <summary>
/// Applies people's decisions to the correlation's verdicts. It is a pure step after the correlation. An override wins over a decision on the
/// account's cluster, and both win over the correlation, each until it ends. When one ends by its term, the one before it stands again.
/// </summary>
/// <remarks>
/// A decision follows its cluster by id. If its cluster dissolved, it holds for a new cluster of which at least half of the accounts were members
/// at the decision. So a dismissed group does not come back under another id. A confirmation also follows each member, into no cluster or into
/// another one, until a later decision on that cluster says otherwise. Shadow mode follows with it: what rests on a decision about a cluster is
/// simulated as that cluster is.
/// </remarks>
public sealed class Standing
{
    private readonly bool _simulated;
    private readonly Dictionary<AccountId, AccountOverride> _overrides = [];
    private readonly Dictionary<ClusterId, ClusterStanding> _clusters = [];
    private readonly DecisionsInForce _decisions;
    private readonly Dictionary<ClusterId, Cluster> _current;
    private readonly Dictionary<ClusterId, Cluster> _gone = [];
    private readonly HashSet<(string Id, ClusterId Cluster)> _inForce;
    private readonly ProvisionalVerdicts _provisional;

    /// <summary>Applies decisions and overrides to the current clusters.</summary>
    /// <param name="decisions">All decisions ever made, in any order.</param>
    /// <param name="overrides">All overrides ever made, in any order.</param>
    /// <param name="clusters">The current clusters.</param>
    /// <param name="at">The time. Decisions and overrides that ended before do not count.</param>
    /// <param name="simulated">True for shadow mode of all accounts: no verdict is acted upon.</param>
    /// <param name="provisional">The provisional verdicts. None by default.</param>
    public Standing(
        IReadOnlyCollection<ClusterDecision> decisions,
        IReadOnlyCollection<AccountOverride> overrides,
        IEnumerable<Cluster> clusters,
        DateTimeOffset at,
        bool simulated,
        ProvisionalVerdicts? provisional = null
    )
    {
        _simulated = simulated;
        _provisional = provisional ?? ProvisionalVerdicts.None;
        _current = clusters.ToDictionary(c => c.Id);
        foreach (var own in overrides.GroupBy(o => o.Account))
        {
            if (InForce(own, at) is { } set)
            {
                _overrides.Add(own.Key, set);
            }
        }

        _decisions = new DecisionsInForce(decisions, at);
        foreach (var cluster in _current.Values)
        {
            var standing = new ClusterStanding(StateOf(cluster), ShadowOf(cluster));
            if (standing != ClusterStanding.Open)
            {
                _clusters.Add(cluster.Id, standing);
            }
        }

        // A verdict may still name a cluster that nobody keeps any more. What was decided on it holds.
        var (states, shadows) = (_decisions.States, _decisions.Shadows);
        foreach (var decided in states.Values.Concat(shadows.Values).Where(d => !_current.ContainsKey(d.Cluster)))
        {
            _clusters[decided.Cluster] = new ClusterStanding(states.GetValueOrDefault(decided.Cluster), shadows.GetValueOrDefault(decided.Cluster));
            _gone[decided.Cluster] = decided.On;
        }

        _inForce = [.. states.Values.Where(HoldsForAnyone).Concat(shadows.Values).Concat(_decisions.Confirmed.Values).Select(d => (d.Id, d.Cluster))];
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
            .Concat(_decisions.Confirmed.Keys)
            .Concat(_decisions.Dismissed.Keys)
            .Concat(_provisional.Accounts)
            .Distinct();

    /// <summary>Returns the decisions in force on a cluster.</summary>
    public ClusterStanding Of(ClusterId cluster) => _clusters.GetValueOrDefault(cluster, ClusterStanding.Open);

    /// <summary>True when a decision holds now: it has not ended, and no later one on its cluster is in force.</summary>
    public bool IsInForce(ClusterDecision decision) => _inForce.Contains((decision.Id, decision.Cluster));

    /// <summary>True when an override holds now: it has not ended, and no later one is in force.</summary>
    public bool IsInForce(AccountOverride set) => OverrideOf(set.Account)?.Id == set.Id;

    /// <summary>Returns the override in force for an account. Null when there is none.</summary>
    public AccountOverride? OverrideOf(AccountId account) => _overrides.GetValueOrDefault(account);

    /// <summary>
    /// True when a person's decision or a provisional verdict gives the account a verdict even if the correlation has none: it never saw the account,
    /// or forgot it.
    /// </summary>
    public bool SpeaksFor(AccountId account) =>
        _overrides.ContainsKey(account) || _decisions.Confirmed.ContainsKey(account) || Provisional(Verdict.NeverSeen(account)) is not null;

    /// <summary>True when a person said that the account is innocent, or decided on it alone: then nothing provisional is said of it.</summary>
    public bool IsDecided(AccountId account) => _overrides.ContainsKey(account) || _decisions.Dismissed.ContainsKey(account);

    /// <summary>The provisional verdict that holds in place of the correlation's. Null when there is none.</summary>
    public ProvisionalVerdict? Provisional(Verdict verdict) =>
        _provisional.Find(verdict) is { } found && !IsDecided(verdict.Account) && Of(found.Cluster).State is not { Kind: DecisionKind.Dismiss }
            ? found
            : null;

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
        state = For(verdict, state);
        shadow = Later(shadow, state is null ? null : _decisions.Shadows.GetValueOrDefault(state.Cluster));
        if (state is null && Provisional(verdict) is { } found)
        {
            shadow ??= Of(found.Cluster).Shadow;
            var ends = Earlier(found.Ends, shadow?.Expires);
            return Simulate(new StandingVerdict(found.Over(verdict), ends), _simulated || shadow is { Kind: DecisionKind.Shadow });
        }

        // The dismissal of a cluster that the account is no longer in changes nothing, but it still holds, and a person asks for it.
        var told = state is null && verdict.Cluster is null ? _decisions.Dismissed.GetValueOrDefault(verdict.Account) : null;
        var standing = new StandingVerdict(
            state is not null ? StandingReasons.Apply(state, verdict)
                : told is not null ? StandingReasons.Tell(told, verdict)
                : verdict,
            Earlier((state ?? told)?.Expires, shadow?.Expires)
        );
        return Simulate(standing, _simulated || shadow is { Kind: DecisionKind.Shadow });
    }

    private static StandingVerdict Simulate(StandingVerdict verdict, bool simulated) =>
        !simulated ? verdict
        : verdict.Verdict.Action == VerdictAction.Allow ? verdict with { Simulated = true }
        : verdict with { Simulated = true, Verdict = StandingReasons.Simulate(verdict.Verdict) };

    // The latest in force. A lift ends all before it for good.
    private static AccountOverride? InForce(IEnumerable<AccountOverride> own, DateTimeOffset at) =>
        own.OrderByDescending(o => o.Number).TakeWhile(o => o.Kind != OverrideKind.Lift).FirstOrDefault(o => o.HoldsAt(at));

    private static ClusterDecision? Later(ClusterDecision? a, ClusterDecision? b) => a is null || b?.Number > a.Number ? b ?? a : a;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private bool IsFound(ClusterId cluster) => _current.TryGetValue(cluster, out var known) && !known.IsDissolved;

    // Of what was decided on the account's cluster and on clusters where it was before, the later counts. Null if the correlation decides.
    private ClusterDecision? For(Verdict verdict, ClusterDecision? ofCluster)
    {
        var isOwn = ofCluster is not null && ofCluster.Cluster == verdict.Cluster && IsFound(ofCluster.Cluster);
        if (ofCluster is not null && !isOwn && _decisions.IsEndedFor(verdict.Account, ofCluster))
        {
            ofCluster = null;
        }

        var counts =
            _decisions.Confirmed.GetValueOrDefault(verdict.Account) is { } followed
            && (ofCluster is null || ofCluster.IsByCorrelation || ofCluster.Number < followed.Number)
                ? followed
                : ofCluster;
        return counts is { Kind: DecisionKind.Reopen } ? null : counts;
    }

    // Finds the decision by the cluster's id, or else by members that a dissolved cluster had.
    private ClusterDecision? StateOf(Cluster cluster) =>
        _decisions.States.GetValueOrDefault(cluster.Id) is { Kind: not DecisionKind.Reopen } own
            ? own
            : Inherited(
                _decisions.States.Values.Where(d => d.Cluster != cluster.Id && !_decisions.IsEndedOn(cluster.Id, d)),
                cluster,
                (account, decision) => !_decisions.IsEndedFor(account, decision)
            ) ?? _decisions.States.GetValueOrDefault(cluster.Id);

    private ClusterDecision? ShadowOf(Cluster cluster) =>
        _decisions.Shadows.GetValueOrDefault(cluster.Id) ?? Inherited(_decisions.Shadows.Values, cluster, static (_, _) => true);

    private ClusterDecision? Inherited(IEnumerable<ClusterDecision> decided, Cluster cluster, Func<AccountId, ClusterDecision, bool> holdsFor)
    {
        var dissolved = decided.Where(d => !IsFound(d.Cluster)).ToArray();
        if (dissolved.Length == 0)
        {
            return null;
        }

        var members = cluster.Accounts.ToHashSet();
        return dissolved
            .Select(d => (Decision: d, Shared: d.On.Everyone.Count(a => members.Contains(a) && holdsFor(a, d))))
            .Where(d => 2 * d.Shared >= cluster.Accounts.Count)
            .OrderByDescending(d => d.Shared)
            .ThenByDescending(d => d.Decision.Number)
            .Select(d => d.Decision)
            .FirstOrDefault();
    }

    // A confirmation of a cluster that is gone holds for its members alone, and may have ended for each of them.
    private bool HoldsForAnyone(ClusterDecision decision) =>
        !decision.IsConfirmation || IsFound(decision.Cluster) || !decision.On.Everyone.All(a => _decisions.IsEndedFor(a, decision));
}

/// <summary>The decisions in force on a cluster: the latest that confirms, dismisses or reopens it, and the latest on shadow mode.</summary>
public readonly record struct ClusterStanding(ClusterDecision? State, ClusterDecision? Shadow)
{
    /// <summary>No decision is in force.</summary>
    public static ClusterStanding Open { get; }

    public bool IsSimulated => Shadow is { Kind: DecisionKind.Shadow };
}
