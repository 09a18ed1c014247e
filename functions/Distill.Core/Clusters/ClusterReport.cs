using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Clusters;

/// <summary>Turns findings into clusters: totals, evidence in words, and the changes since the run before.</summary>
internal static class ClusterReport
{
    // Most entries of a timeline that are kept: the latest.
    private const int MaxTimeline = 200;

    /// <summary>The name of what other providers reported, among a cluster's evidence.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>Returns a cluster for each finding, in the same order. It keeps the id of the previous cluster that it continues.</summary>
    public static IReadOnlyList<Cluster> Of(
        IReadOnlyList<Finding> findings,
        IReadOnlyList<CallTotals> totals,
        IReadOnlyList<Cluster> previous,
        Hour hour,
        DetectionOptions options
    )
    {
        var ids = HeldIds.Assign(
            [.. findings.Select(f => (IReadOnlyList<AccountId>)[.. f.Group.Members.Select(m => m.Profile.Account)])],
            previous.Select(c => (c.Id, c.Everyone)),
            first => ClusterId.Of(hour, first)
        );
        var before = previous.ToDictionary(c => c.Id);
        return [.. findings.Select((f, i) => Of(f, totals[i], ids[i], before.GetValueOrDefault(ids[i]), hour.End, options))];
    }

    private static Cluster Of(Finding finding, CallTotals totals, ClusterId id, Cluster? before, DateTimeOffset now, DetectionOptions options)
    {
        var members = finding.Group.Members.Select(m => m.Profile).ToArray();
        var confirmed =
            finding.Level == VerdictLevel.Suspect
            && before?.Level >= VerdictLevel.Suspect
            && LevelRule.Of(options).Confirms(finding.Weight, finding.Kinds);
        var level = confirmed ? VerdictLevel.Confirmed : finding.Level;
        return new Cluster
        {
            Id = id,
            Level = level,
            Accounts = [.. members.Select(m => m.Account)],
            FirstSeen = before?.FirstSeen ?? now,
            LastSeen = DateTimeOffset.UnixEpoch.AddMicroseconds(members.Max(m => m.LastCall)),
            Calls = members.Sum(m => m.Count),
            InputTokens = totals.InputTokens,
            OutputTokens = totals.OutputTokens,
            Models = totals.Models,
            Platforms = totals.Platforms,
            Resellers = totals.Resellers,
            Evidence = Evidence(finding),
            Timeline = Timeline(before, level, [.. members.Select(m => m.Account)], now),
        };
    }

    private static SortedDictionary<string, IReadOnlyList<Reason>> Evidence(Finding finding)
    {
        var evidence = new SortedDictionary<string, IReadOnlyList<Reason>>(StringComparer.Ordinal);
        foreach (var (kind, signals) in finding.Evidence)
        {
            evidence[Name(kind)] = [.. signals.Select(ReasonOf)];
        }

        if (finding.Owner is { } owner)
        {
            evidence["explanation"] = [new Reason("common_owner", owner.Detail, 0)];
        }

        return evidence;
    }

    /// <summary>Returns evidence as a reason. The weight is rounded to one decimal.</summary>
    public static Reason ReasonOf(Evidence evidence) => new(evidence.Signal, evidence.Detail, Math.Round(evidence.LogLikelihoodRatio, 1));

    // The name of a kind in stored and served clusters. The contract calls framings "templates".
    private static string Name(EvidenceKind kind) => kind == EvidenceKind.Framings ? "templates" : kind.ToString().ToLowerInvariant();

    private static TimelineEntry[] Timeline(Cluster? before, VerdictLevel level, AccountId[] accounts, DateTimeOffset now)
    {
        if (before is null)
        {
            var seen = string.Create(CultureInfo.InvariantCulture, $"First seen, {accounts.Length} accounts, {level.Name()}.");
            return [new TimelineEntry(now, seen) { Accounts = accounts.Length }];
        }

        var entries = new List<TimelineEntry>(before.Timeline);
        if (before.IsDissolved)
        {
            entries.Add(new TimelineEntry(now, TimelineEntry.FoundAgain));
        }

        if (before.Level != level)
        {
            entries.Add(new TimelineEntry(now, $"{before.Level.Name()} became {level.Name()}."));
        }

        var joined = accounts.Except(before.Accounts).Count();
        var left = before.Accounts.Except(accounts).Count();
        if (joined + left > 0)
        {
            entries.Add(new TimelineEntry(now, Moved(joined, left, accounts.Length)) { Accounts = accounts.Length });
        }

        return Kept(entries);
    }

    private static string Moved(int joined, int left, int now)
    {
        string[] moves =
        [
            .. joined > 0
                ? [string.Create(CultureInfo.InvariantCulture, $"{joined} {(joined == 1 ? "account" : "accounts")} joined")]
                : Array.Empty<string>(),
            .. left > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{left} left")] : Array.Empty<string>(),
        ];
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", moves)}; {now} now.");
    }

    /// <summary>The entries of a timeline that are kept: the latest.</summary>
    public static TimelineEntry[] Kept(IEnumerable<TimelineEntry> entries) => [.. entries.TakeLast(MaxTimeline)];
}
