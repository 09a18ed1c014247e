using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;

namespace Distill.Core.Decisions;

/// <summary>
/// What people decided, laid over what the correlation says: a pure step after it. An override wins over a decision on the account's cluster, and
/// both over the correlation; each until it ends.
/// </summary>
/// <remarks>
/// A decision follows its cluster by id. One on a cluster that dissolved holds for a new one at least half of whose accounts were members when it was
/// decided, so that a dismissed group does not come back under another name; and a confirmation holds for members that are in no cluster now.
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

    /// <summary>Lays decisions and overrides over clusters.</summary>
    /// <param name="decisions">All that were ever made, in any order.</param>
    /// <param name="overrides">All that were ever made, in any order.</param>
    /// <param name="clusters">The clusters that there are.</param>
    /// <param name="at">Decisions and overrides that have ended by then do not count.</param>
    /// <param name="simulated">Shadow mode for all: no verdict is acted upon, whoever gave it.</param>
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
        foreach (var cluster in _current.Values)
        {
            var standing = new ClusterStanding(Of(states, cluster), Of(shadows, cluster));
            if (standing != ClusterStanding.Open)
            {
                _clusters.Add(cluster.Id, standing);
            }
        }

        foreach (var decision in states.Values.Where(d => d.Kind is DecisionKind.Confirm or DecisionKind.BanPlan).OrderBy(d => d.Number))
        {
            foreach (var account in decision.On.Accounts)
            {
                _confirmed[account] = decision;
            }
        }
    }

    /// <summary>Whether verdicts of all accounts are simulated.</summary>
    public bool SimulatesAll => _simulated;

    /// <summary>Every account on which the standing may differ from the correlation; all of them when <see cref="SimulatesAll"/>.</summary>
    public IEnumerable<AccountId> Governed =>
        _overrides.Keys.Concat(_clusters.Keys.SelectMany(id => _current[id].Accounts)).Concat(_confirmed.Keys).Distinct();

    /// <summary>What stands for a cluster.</summary>
    public ClusterStanding Of(ClusterId cluster) => _clusters.GetValueOrDefault(cluster, ClusterStanding.Open);

    /// <summary>The override that stands for an account; null when none does.</summary>
    public AccountOverride? OverrideOf(AccountId account) => _overrides.GetValueOrDefault(account);

    /// <summary>
    /// Whether people's decision gives the account a verdict even where the correlation has none: never saw it, or has forgotten it.
    /// </summary>
    public bool SpeaksFor(AccountId account) => _overrides.ContainsKey(account) || _confirmed.ContainsKey(account);

    /// <summary>Dismissals that the evidence has outgrown, with the cluster that comes back and why. What calls this reopens it.</summary>
    /// <param name="options">What a family of evidence weighs.</param>
    /// <param name="growth">How many times the weight or the members then are materially more.</param>
    public IEnumerable<(Cluster Cluster, ClusterDecision Dismissal, string Why)> Outgrown(DetectionOptions options, double growth) =>
        from cluster in _clusters.OrderBy(c => c.Key)
        let dismissal = cluster.Value.State
        where dismissal is { Kind: DecisionKind.Dismiss }
        let why = Dismissal.Outgrown(dismissal.On, _current[cluster.Key], options, growth)
        where why is not null
        select (_current[cluster.Key], dismissal, why);

    /// <summary>The verdict as it stands.</summary>
    public StandingVerdict Apply(Verdict verdict)
    {
        if (_overrides.GetValueOrDefault(verdict.Account) is { } set)
        {
            return Simulate(new StandingVerdict(StandingReasons.Apply(set, verdict), set.Expires), _simulated);
        }

        // A verdict may name a cluster that is no more: of a silent account, which keeps what was last said of it.
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

    // By id; else that of a cluster that is no more, by members.
    private ClusterDecision? Of(Dictionary<ClusterId, ClusterDecision> decided, Cluster cluster)
    {
        if (decided.TryGetValue(cluster.Id, out var own))
        {
            return own;
        }

        var dissolved = decided.Values.Where(d => !_current.ContainsKey(d.Cluster)).ToArray();
        if (dissolved.Length == 0)
        {
            return null;
        }

        var members = cluster.Accounts.ToHashSet();
        return dissolved
            .Select(d => (Decision: d, Shared: d.On.Accounts.Count(members.Contains)))
            .Where(d => 2 * d.Shared >= cluster.Accounts.Count)
            .OrderByDescending(d => d.Shared)
            .ThenByDescending(d => d.Decision.Number)
            .Select(d => d.Decision)
            .FirstOrDefault();
    }
}

/// <summary>What stands for a cluster: the latest of what confirms, dismisses or reopens it, and the latest on shadow mode.</summary>
public readonly record struct ClusterStanding(ClusterDecision? State, ClusterDecision? Shadow)
{
    public static ClusterStanding Open { get; }

    public bool IsSimulated => Shadow is { Kind: DecisionKind.Shadow };
}
