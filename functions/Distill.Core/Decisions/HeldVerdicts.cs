using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Core.Decisions;

/// <summary>
/// Keeps a level of watch or above that a run does not find again. A blocked account falls silent, and its calls leave the lookback. So a run that
/// sees less than the judgement saw must not lower the level. Only contrary evidence does, or the level's term.
/// </summary>
/// <remarks>
/// Contrary evidence is a lower level in a run that saw the account and its cluster again: the account itself, and a share of the members on whom
/// the cluster's verdicts rest. A member was seen again if this run gives it its level or a higher one. It was also seen again if all of its calls
/// that were judged are still in the lookback and it called since; or if it called since as often as a share of the calls that were judged.
/// A member for which only an earlier verdict speaks was not seen again: its basis stays the earlier one, so no verdict rests on itself for ever.
/// Refusals are signs of life, which the term counts from. They are no calls, so they never make contrary evidence.
/// </remarks>
internal sealed class HeldVerdicts
{
    private const string Signal = "held";

    private readonly EarlierVerdicts _previous;
    private readonly Population _population;
    private readonly Hour _hour;
    private readonly DetectionOptions _options;
    private readonly Dictionary<AccountId, Verdict> _verdicts;
    private readonly Dictionary<AccountId, VerdictBasis> _bases = [];

    // By cluster: how many accounts its verdicts rest on, and how many of these were seen again.
    private readonly Dictionary<ClusterId, (int Members, int Seen)> _members = [];

    private HeldVerdicts(
        EarlierVerdicts previous,
        Dictionary<AccountId, Verdict> verdicts,
        Population population,
        Hour hour,
        DetectionOptions options
    )
    {
        (_previous, _verdicts, _population, _hour, _options) = (previous, verdicts, population, hour, options);
    }

    private int Today => VerdictBasis.DayOf(_hour.Start);

    /// <summary>Puts levels that are held into a run's verdicts.</summary>
    /// <param name="previous">The verdicts after the run before.</param>
    /// <param name="verdicts">The verdicts as this run alone gives them; silent accounts have their previous ones. It is changed.</param>
    /// <param name="run">The windows of the lookback and the refusals, and what the run found.</param>
    /// <param name="hour">The run's hour.</param>
    /// <param name="options">The terms, and what makes contrary evidence.</param>
    /// <returns>What each verdict of watch or above was judged on.</returns>
    public static IReadOnlyDictionary<AccountId, VerdictBasis> Keep(
        EarlierVerdicts previous,
        Dictionary<AccountId, Verdict> verdicts,
        (Population Population, IReadOnlyList<Finding> Findings) run,
        Hour hour,
        DetectionOptions options
    )
    {
        var unrenewed = run
            .Findings.SelectMany(f => f.Group.Members)
            .Where(m => m.Own == OwnEvidence.Held)
            .Select(m => m.Profile.Account)
            .ToHashSet();
        var held = new HeldVerdicts(previous, verdicts, run.Population, hour, options);
        var flagged = previous.Verdicts.Values.Where(v => v.Level >= VerdictLevel.Watch).ToArray();
        var fallen = new List<(Verdict Was, VerdictBasis Basis, bool IsSeen)>();
        foreach (var was in flagged)
        {
            var isFound = held.IsActive(was.Account) && verdicts[was.Account].Level >= was.Level;
            var basis = held.BasisOf(was.Account);
            var isRenewed = isFound && !unrenewed.Contains(was.Account);
            var isSeen = isRenewed || held.IsSeenAgain(was.Account, basis);
            held.Count(was.Cluster, isSeen);
            if (isFound && !isRenewed)
            {
                held._bases[was.Account] = basis;
            }
            else if (!isFound)
            {
                fallen.Add((was, basis, isSeen));
            }
        }

        foreach (var (was, basis, isSeen) in fallen)
        {
            held.Decide(was, basis, isSeen);
        }

        foreach (var verdict in verdicts.Values)
        {
            if (verdict.Level >= VerdictLevel.Watch && !held._bases.ContainsKey(verdict.Account))
            {
                held._bases.Add(verdict.Account, held.Judged(verdict.Account));
            }
        }

        return held._bases;
    }

    /// <summary>What the API tier is asked to do at a level.</summary>
    public static VerdictAction ActionOf(VerdictLevel level, DetectionOptions options) =>
        level switch
        {
            VerdictLevel.Confirmed => options.ConfirmedAction,
            VerdictLevel.Suspect => options.SuspectAction,
            _ => VerdictAction.Allow,
        };

    private void Decide(Verdict was, VerdictBasis basis, bool isSeen)
    {
        var term = TermOf(was.Level);
        if (Today - basis.LastDay > term)
        {
            if (!IsActive(was.Account))
            {
                _verdicts[was.Account] = Ended(was, term);
            }
        }
        else if (!IsActive(was.Account) || !isSeen || !ClusterIsSeen(was.Cluster))
        {
            _verdicts[was.Account] = Held(was, basis, term);
            _bases[was.Account] = basis;
        }
    }

    private bool IsActive(AccountId account) => !WindowsOf(account).IsEmpty;

    private ReadOnlySpan<StoredWindow> WindowsOf(AccountId account) => _population.Find(account) is { } history ? history.Windows : [];

    // The stored basis, with the last sign of life that is known now.
    private VerdictBasis BasisOf(AccountId account)
    {
        var since = _previous.Hour ?? _hour;
        var basis =
            _previous.Bases.GetValueOrDefault(account) ?? new VerdictBasis(since, VerdictBasis.Unknown, since, VerdictBasis.DayOf(since.Start));
        var called = WindowsOf(account) is [.., var last] ? VerdictBasis.DayOf(last.Hour.Start) : int.MinValue;
        var refused = _population.Refusals.LastBefore(account, Today) ?? int.MinValue;
        return basis with { LastDay = Math.Max(basis.LastDay, Math.Max(called, refused)) };
    }

    private VerdictBasis Judged(AccountId account)
    {
        var windows = WindowsOf(account);
        long calls = 0;
        foreach (ref readonly var window in windows)
        {
            calls += window.Count;
        }

        return new VerdictBasis(_hour, calls, windows[0].Hour, VerdictBasis.DayOf(windows[^1].Hour.Start));
    }

    private bool IsSeenAgain(AccountId account, VerdictBasis basis)
    {
        var since = HeldAccounts.CallsSince(WindowsOf(account), basis);
        var isWhole = basis.From > _hour - _options.LookbackHours;
        return since > 0 && ((isWhole && basis.Calls != VerdictBasis.Unknown) || since >= _options.ContraryShare * basis.Calls);
    }

    private void Count(ClusterId? cluster, bool isSeen)
    {
        if (cluster is { } id)
        {
            var (members, seen) = _members.GetValueOrDefault(id);
            _members[id] = (members + 1, seen + (isSeen ? 1 : 0));
        }
    }

    private bool ClusterIsSeen(ClusterId? cluster) => cluster is not { } id || _members[id].Seen >= _options.ContraryShare * _members[id].Members;

    private int TermOf(VerdictLevel level) =>
        level switch
        {
            VerdictLevel.Confirmed => _options.ConfirmedTermDays,
            VerdictLevel.Suspect => _options.SuspectTermDays,
            _ => _options.WatchTermDays,
        };

    private Verdict Held(Verdict was, VerdictBasis basis, int term)
    {
        var judged = was.Reasons.Where(r => r.Signal is not (Signal or Appeals.Signal)).ToArray();
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"Judged at {basis.Hour.End.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Too little was seen since to say otherwise. "
                + $"It ends {term} days after the last call or refusal."
        );
        return was with { Action = ActionOf(was.Level, _options), Reasons = [.. judged, new Reason(Signal, why, 0)] };
    }

    private static Verdict Ended(Verdict was, int term) =>
        was with
        {
            Level = VerdictLevel.NotAssessed,
            Score = 0,
            Action = VerdictAction.Allow,
            Cluster = null,
            Reasons =
            [
                new Reason(
                    "term",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Neither a call nor a refusal for {term} days: the verdict ({was.Level.Name()}) has ended."
                    ),
                    0
                ),
            ],
        };
}

/// <summary>The verdicts after the run before, and what they were judged on.</summary>
/// <param name="Hour">The run's hour. Null before the first run.</param>
/// <param name="Verdicts">The verdicts.</param>
/// <param name="Bases">What those of watch or above were judged on.</param>
internal readonly record struct EarlierVerdicts(
    Hour? Hour,
    IReadOnlyDictionary<AccountId, Verdict> Verdicts,
    IReadOnlyDictionary<AccountId, VerdictBasis> Bases
);
