using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Decisions;

/// <summary>Turns findings into verdicts on accounts. It is the only place where evidence becomes a verdict.</summary>
internal sealed class VerdictPolicy
{
    // Score of the weakest suspect, of 100; nats in which the distance to 100 falls to 1/e; and points per nat below suspect.
    private const double SuspectFrom = 50,
        ScoreScale = 20,
        ScorePerNat = 2;

    private readonly DetectionOptions _options;
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyDictionary<AccountId, Verdict> _previous;
    private readonly Dictionary<AccountId, Verdict> _verdicts;
    private readonly Dictionary<(long Calls, long Day), Reason[]> _unlinked = [];

    private VerdictPolicy(DetectionOptions options, DateTimeOffset now, IReadOnlyDictionary<AccountId, Verdict> previous, int accounts)
    {
        (_options, _now, _previous, _verdicts) = (options, now, previous, new(previous));
        _verdicts.EnsureCapacity(accounts);
    }

    /// <summary>Returns a verdict on every account, as this run alone sees it.</summary>
    /// <param name="profiles">All accounts with calls.</param>
    /// <param name="findings">The findings on groups of accounts.</param>
    /// <param name="clusters">The findings' clusters, in the same order.</param>
    /// <param name="previous">The verdicts of the run before. Silent accounts keep theirs.</param>
    /// <param name="run">The run's time, and the thresholds and actions.</param>
    public static Dictionary<AccountId, Verdict> Judge(
        IReadOnlyList<AccountProfile> profiles,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Cluster> clusters,
        IReadOnlyDictionary<AccountId, Verdict> previous,
        (DateTimeOffset Time, DetectionOptions Options) run
    )
    {
        var policy = new VerdictPolicy(run.Options, run.Time, previous, profiles.Count);
        var clustered = new HashSet<AccountProfile>();
        foreach (var (finding, cluster) in findings.Zip(clusters))
        {
            policy.JudgeMembers(finding, cluster);
            clustered.UnionWith(finding.Group.Members.Select(m => m.Profile));
        }

        foreach (var profile in profiles)
        {
            if (!clustered.Contains(profile))
            {
                policy.JudgeUnclustered(profile);
            }
        }

        return policy._verdicts;
    }

    // Gives every member the cluster's level. The first reason is the member's own.
    private void JudgeMembers(Finding finding, Cluster cluster)
    {
        var shared = finding
            .Evidence.SelectMany(f => f.Evidence)
            .OrderByDescending(e => e.LogLikelihoodRatio)
            .Select(ClusterReport.ReasonOf)
            .ToArray();
        Reason[] explained = finding.Owner is { } owner ? [new Reason("common_owner", owner.Detail, 0)] : [];
        var known = new Dictionary<(int Framings, double Weight, OwnEvidence Own), Reason[]>();
        foreach (var member in finding.Group.Members)
        {
            // Share reasons: many members of a large cluster have an equally strong link.
            var link = (member.FramingCount, Weight: Math.Round(member.LinkWeight, 1), member.Own);
            if (!known.TryGetValue(link, out var reasons))
            {
                known.Add(link, reasons = [OwnLink(link, cluster.Accounts.Count - 1), .. shared, .. explained]);
            }

            Set(member.Profile.Account, cluster.Level, Score(finding.Weight, cluster.Level), cluster.Id, reasons);
        }
    }

    // Judges an account without a cluster: clear, or not assessed when it made too few calls.
    private void JudgeUnclustered(AccountProfile profile)
    {
        var isKnown = profile.Count >= _options.MinCalls;
        Set(
            profile.Account,
            isKnown ? VerdictLevel.Clear : VerdictLevel.NotAssessed,
            0,
            null,
            Unlinked(profile.Count, profile.FirstCall / Micros.PerDay, isKnown)
        );
    }

    // Shares reasons: many accounts have made as many calls since the same day.
    private Reason[] Unlinked(long count, long day, bool isKnown)
    {
        if (!_unlinked.TryGetValue((count, day), out var reasons))
        {
            var calls = string.Create(
                CultureInfo.InvariantCulture,
                $"{count} call{(count == 1 ? "" : "s")} since {DateTimeOffset.UnixEpoch.AddDays(day):yyyy-MM-dd}"
            );
            _unlinked[(count, day)] = reasons = isKnown
                ? [new Reason("no_link", $"{calls}: nothing ties this account to others beyond chance.", 0)]
                : [new Reason("coverage", $"{calls}: too few to compare.", 0)];
        }

        return reasons;
    }

    private static Reason OwnLink((int Framings, double Weight, OwnEvidence Own) link, int others)
    {
        var (framings, weight, own) = link;
        return framings > 0
            ? new Reason(
                "own_link",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This account used {framings} of the cluster's prompt framings itself; with its own card, networks, client and age it "
                        + $"fits the {others} other accounts {Times(weight)} the population.{Beside(own)}"
                ),
                weight
            )
            : new Reason(
                "own_link",
                own == OwnEvidence.Handover
                    ? $"This account went on with conversations of others of the {others + 1} accounts, or others went on with its own."
                    : $"This account shares rare infrastructure with others of the {others + 1} accounts.",
                weight
            );
    }

    // A weight as people read it: how many times, to two digits.
    private static string Times(double weight)
    {
        var times = Math.Exp(weight);
        if (times < 2)
        {
            return "about as well as";
        }

        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(times)) - 1));
        return string.Create(CultureInfo.InvariantCulture, $"some {Math.Round(times / unit) * unit:#,0} times better than");
    }

    // What ties the account beside framings, as a sentence.
    private static string Beside(OwnEvidence own) =>
        own switch
        {
            OwnEvidence.Turns => " It also keeps its place in the order in which these accounts take turns.",
            OwnEvidence.Held => " An earlier run flagged it with others of them, and too little was seen of it since to say otherwise.",
            OwnEvidence.Means => " Its customer also shares a device or a network with them that hardly anybody else has.",
            OwnEvidence.Handover =>
                " It also went on with conversations that the model had held with others of them, or others of them went on with its own.",
            OwnEvidence.Birth =>
                " It has too few calls to show whether it takes turns with them, but its customer was born in the same days as theirs.",
            OwnEvidence.Customer =>
                " At least half of its customer's accounts in the cluster also take turns with the others, or were born with them.",
            OwnEvidence.Payment => " It also has a card or a device of at least two of them.",
            _ => " Nothing else ties it alone: the cluster is judged as a whole.",
        };

    // From 50 to 100 for suspect and confirmed, below 50 for the others.
    private static int Score(double weight, VerdictLevel level) =>
        level >= VerdictLevel.Suspect
            ? (int)Math.Round(SuspectFrom + (SuspectFrom * (1 - Math.Exp(-weight / ScoreScale))))
            : (int)Math.Round(Math.Min(SuspectFrom - 1, ScorePerNat * weight));

    private void Set(AccountId account, VerdictLevel level, int score, ClusterId? cluster, IReadOnlyList<Reason> reasons)
    {
        _verdicts[account] = new Verdict
        {
            Account = account,
            Level = level,
            Score = score,
            Action = HeldVerdicts.ActionOf(level, _options),
            Cluster = cluster,
            FirstFlaggedAt = _previous.GetValueOrDefault(account)?.FirstFlaggedAt ?? (level >= VerdictLevel.Suspect ? _now : null),
            Reasons = reasons,
        };
    }
}
