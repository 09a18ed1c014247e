using System.Globalization;
using Distill.Core.Correlation;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Verdicts;

/// <summary>Turns findings into verdicts on accounts. The one place where evidence becomes a decision.</summary>
internal sealed class Decisions(DetectionOptions options, DateTimeOffset now, IReadOnlyDictionary<AccountId, Verdict> previous)
{
    // Accounts that fell silent keep what was last said of them.
    private readonly Dictionary<AccountId, Verdict> _verdicts = new(previous);
    private readonly HashSet<AccountId> _decided = [];

    public IReadOnlyDictionary<AccountId, Verdict> Verdicts => _verdicts;

    /// <summary>Every member gets the cluster's level, for reasons of its own first.</summary>
    public void Decide(Finding finding, Cluster cluster)
    {
        var shared = finding.Evidence.SelectMany(f => f.Evidence).OrderByDescending(e => e.LogLikelihoodRatio).Select(ClusterReport.ReasonOf).ToArray();
        Reason[] explained = finding.Owner is { } owner ? [new Reason("common_owner", owner.Detail, 0)] : [];
        foreach (var member in finding.Group.Members)
        {
            Reason[] reasons = [.. OwnLink(member, cluster), .. shared, .. explained];
            Set(member.Profile.Account, cluster.Level, Score(finding.Weight, cluster.Level), cluster.Id, reasons);
        }
    }

    /// <summary>An account of no cluster is clear, or not assessed when it made too few calls.</summary>
    public void DecideUnclustered(AccountProfile profile)
    {
        if (_decided.Contains(profile.Account))
        {
            return;
        }

        var calls = string.Create(CultureInfo.InvariantCulture, $"{profile.Count} call{(profile.Count == 1 ? "" : "s")} since {DateTimeOffset.UnixEpoch.AddMicroseconds(profile.FirstCall):yyyy-MM-dd}");
        if (profile.Count < options.MinCalls)
        {
            Set(profile.Account, VerdictLevel.NotAssessed, 0, null, [new Reason("coverage", $"{calls}: too few to compare.", 0)]);
        }
        else
        {
            Set(profile.Account, VerdictLevel.Clear, 0, null, [new Reason("no_link", $"{calls}: nothing ties this account to others beyond chance.", 0)]);
        }
    }

    private static IEnumerable<Reason> OwnLink(Membership member, Cluster cluster)
    {
        var weight = Math.Round(member.LinkWeight, 1);
        yield return member.TemplateCount > 0
            ? new Reason("own_link", string.Create(CultureInfo.InvariantCulture, $"This account used {member.TemplateCount} of the cluster's prompt framings itself; with its own card, networks, client and age it fits {cluster.Accounts.Count - 1} other accounts e^{weight:0.0} times better than the population."), weight)
            : new Reason("own_link", string.Create(CultureInfo.InvariantCulture, $"This account shares rare infrastructure with others of the {cluster.Accounts.Count} accounts."), weight);
    }

    private static int Score(double weight, VerdictLevel level) => level >= VerdictLevel.Suspect
        ? (int)Math.Round(50 + (50 * (1 - Math.Exp(-weight / 20))))
        : (int)Math.Round(Math.Min(49, 2 * weight));

    private void Set(AccountId account, VerdictLevel level, int score, ClusterId? cluster, IReadOnlyList<Reason> reasons)
    {
        _decided.Add(account);
        _verdicts[account] = new Verdict
        {
            Account = account,
            Level = level,
            Score = score,
            Action = level switch
            {
                VerdictLevel.Confirmed => options.ConfirmedAction,
                VerdictLevel.Suspect => options.SuspectAction,
                _ => VerdictAction.Allow,
            },
            Cluster = cluster,
            FirstFlaggedAt = previous.GetValueOrDefault(account)?.FirstFlaggedAt ?? (level >= VerdictLevel.Suspect ? now : null),
            Reasons = reasons,
        };
    }
}
