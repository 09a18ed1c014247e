using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Functions.Correlation;

namespace Distill.Functions.Tests.Publishing;

/// <summary>Correlation runs with made-up results. They are saved and published like real ones.</summary>
internal static class Run
{
    public static readonly Hour First = Hour.Of(Some.Start);

    public static ClusterId Id(int number) => ClusterId.Parse(string.Create(CultureInfo.InvariantCulture, $"hydra-{number:x12}"));

    public static Verdict Verdict(
        string account,
        VerdictLevel level = VerdictLevel.Clear,
        int score = 0,
        ClusterId? cluster = null,
        DateTimeOffset? flagged = null
    ) =>
        new()
        {
            Account = Some.Account(account),
            Level = level,
            Score = score,
            Action = level switch
            {
                VerdictLevel.Confirmed => VerdictAction.Block,
                VerdictLevel.Suspect => VerdictAction.Verify,
                _ => VerdictAction.Allow,
            },
            Cluster = cluster,
            FirstFlaggedAt = flagged,
            Reasons = [new Reason("made_up", $"{account} is {level} \"by\" a test.", 1.5)],
        };

    public static Cluster Cluster(int number, int accounts, double weight = 10, VerdictLevel level = VerdictLevel.Suspect, string prefix = "m") =>
        new()
        {
            Id = Id(number),
            Level = level,
            Accounts = [.. Enumerable.Range(0, accounts).Select(i => Some.Account($"{prefix}{i:d3}")).Order()],
            FirstSeen = Some.Start,
            LastSeen = Some.Start.AddMinutes(50),
            Calls = 40,
            InputTokens = 400,
            OutputTokens = 800,
            Models = new Dictionary<string, long> { ["m-1"] = 30, ["m-2"] = 10 },
            Platforms = new Dictionary<string, long> { ["api"] = 40 },
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>
            {
                ["templates"] = [new Reason("shared_templates", "They share.", weight)],
                ["timing"] = [new Reason("turn_taking", "They take turns.", weight)],
            },
            Timeline = [new TimelineEntry(Some.Start, "First seen.")],
        };

    /// <summary>A cluster's members' verdicts.</summary>
    public static IEnumerable<Verdict> Verdicts(Cluster cluster) =>
        cluster.Accounts.Select(a => Verdict(a.Value, cluster.Level, 80, cluster.Id, Some.Start));

    /// <summary>Saves a run's verdicts as of an hour over all earlier ones. Accounts that are not named keep theirs.</summary>
    public static async Task SaveAsync(Instance instance, Hour hour, IEnumerable<Verdict> verdicts, params Cluster[] clusters)
    {
        var store = instance.Get<StateStore>();
        using var session = await instance.Get<WarmSession>().TakeAsync(default);
        var all = new Dictionary<AccountId, Verdict>(session.State.Verdicts);
        foreach (var verdict in verdicts)
        {
            all[verdict.Account] = verdict;
        }

        session.State = new CorrelationState
        {
            Watermark = hour,
            Verdicts = all,
            Clusters = [.. clusters.OrderBy(c => c.Id)],
        };
        await store.SaveAsync(session, default);
    }
}
