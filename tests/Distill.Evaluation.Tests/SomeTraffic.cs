using System.Text;
using Distill.Cli.Tests;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Evaluation.Labelled;
using Distill.Logs.Traffic;

namespace Distill.Evaluation.Tests;

/// <summary>Labelled traffic and verdicts for tests: only what a test is about needs saying.</summary>
internal static class SomeTraffic
{
    private static int s_ids;

    public static AccountId Account(string id) => AccountId.Parse(id);

    public static ParsedEvent Call(string account, double hours, string ip = "", string prompt = "") =>
        ParsedEvent.Of(
            new ApiCall
            {
                Id = (ulong)Interlocked.Increment(ref s_ids),
                Account = Account(account),
                Micros = (Some.Monday.AddHours(hours) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
                Model = "m1",
                Platform = "",
                Reseller = "",
                Network = NetworkPrefix.TryParse(Encoding.UTF8.GetBytes(ip), out var network) ? network : default,
                Prompt = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(prompt)),
            }
        );

    public static ParsedEvent Record(string account, string? payment = null, string? device = null) =>
        ParsedEvent.Of(
            new AccountRecord
            {
                Account = Account(account),
                Time = Some.Monday,
                Payment = payment,
                Device = device,
            }
        );

    /// <summary>Traffic in which accounts named "c..." are the campaign's from <paramref name="from"/> hours on, and "n..." innocent.</summary>
    public static LabelledTraffic Of(IEnumerable<ParsedEvent> events, double from = 0, params Takeover[] takeovers)
    {
        var log = new TrafficLog();
        foreach (var parsed in events)
        {
            log.Add(parsed);
        }

        var named = log.Accounts.ToLookup(a => a.Value[0]);
        return new LabelledTraffic(
            log,
            new TrafficTruth
            {
                Scenario = "made",
                Campaign = named['c'].ToHashSet(),
                Innocent = named['n'].ToDictionary(a => a, _ => "dev"),
                FirstCalls = named['c'].ToDictionary(a => a, _ => Some.Monday.AddHours(from)),
                Start = Some.Monday.AddHours(from),
                Takeovers = takeovers,
            }
        );
    }

    /// <summary>A suspect cluster of these accounts, for one reason.</summary>
    public static Cluster Cluster(string[] members, string signal) =>
        new()
        {
            Id = ClusterId.Of(new Hour(1), Account(members[0])),
            Level = VerdictLevel.Suspect,
            Accounts = [.. members.Select(Account)],
            FirstSeen = Some.Monday,
            LastSeen = Some.Monday,
            Calls = 1,
            InputTokens = 0,
            OutputTokens = 0,
            Models = new Dictionary<string, long>(),
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>> { ["family"] = [new Reason(signal, "Said so.", 9)] },
            Timeline = [],
        };

    /// <summary>The state after <paramref name="hour"/> hours; each account named is suspect, in the cluster of the group that names it.</summary>
    public static CorrelationState State(int hour, params string[][] groups)
    {
        var verdicts =
            from members in groups
            from account in members
            select new Verdict
            {
                Account = Account(account),
                Level = VerdictLevel.Suspect,
                Score = 90,
                Action = VerdictAction.Verify,
                Cluster = ClusterId.Of(new Hour(1), Account(members[0])),
                Reasons = [new Reason("test", "Said so.", 9)],
            };
        return CorrelationState.Empty with { Watermark = Hour.Of(Some.Monday) + (hour - 1), Verdicts = verdicts.ToDictionary(v => v.Account) };
    }
}
