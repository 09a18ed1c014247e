using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Core.Tests.Decisions;

/// <summary>Decisions about a cluster, overrides for accounts, and what stands by them.</summary>
internal static class SomeDecisions
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly Cluster SomeCluster = Cluster(1, 0, 10);

    public static Standing Standing(
        ClusterDecision[] decisions,
        AccountOverride[] overrides,
        Cluster[]? clusters = null,
        DateTimeOffset? at = null,
        bool simulated = false
    ) => new(decisions, overrides, clusters ?? [SomeCluster], at ?? Now, simulated);

    public static AccountId Account(int number) => AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"a{number:d2}"));

    public static ClusterId Id(int number) => ClusterId.Parse(string.Create(CultureInfo.InvariantCulture, $"hydra-{number:x12}"));

    public static Verdict Member(int number, int cluster = 1) =>
        new()
        {
            Account = Account(number),
            Level = VerdictLevel.Suspect,
            Score = 70,
            Action = VerdictAction.Verify,
            Cluster = Id(cluster),
            FirstFlaggedAt = Now,
            Reasons = [new Reason("made_up", "They \"share\".", 12.5)],
        };

    public static Cluster Cluster(int number, int first, int accounts) =>
        new()
        {
            Id = Id(number),
            Level = VerdictLevel.Suspect,
            Accounts = [.. Enumerable.Range(first, accounts).Select(Account)],
            FirstSeen = Now,
            LastSeen = Now,
            Calls = 1,
            InputTokens = 1,
            OutputTokens = 1,
            Models = new Dictionary<string, long>(),
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = EvidenceOf("framings 10, timing 10"),
            Timeline = [],
        };

    public static Dictionary<string, IReadOnlyList<Reason>> EvidenceOf(string evidence) =>
        evidence
            .Split(", ")
            .Select(e => e.Split(' '))
            .ToDictionary(
                e => e[0],
                e => (IReadOnlyList<Reason>)[new Reason("weaker", "", 1), new Reason("s", "", double.Parse(e[1], CultureInfo.InvariantCulture))]
            );

    public static ClusterDecision Decision(long number, DecisionKind kind) =>
        new()
        {
            Id = $"d{number}",
            Number = number,
            Kind = kind,
            On = SomeCluster,
            Action = VerdictAction.Throttle,
            By = "ana",
            Why = "because",
            At = Now,
        };

    public static AccountOverride Override(long number, OverrideKind kind, DateTimeOffset? expires, int account = 0) =>
        new()
        {
            Id = $"o{number}",
            Number = number,
            Account = Account(account),
            Kind = kind,
            By = "ana",
            Why = "because",
            At = Now,
            Expires = expires,
        };
}
