using Distill.Contracts.Prompts;
using Distill.Core.Clusters;
using Distill.Core.Portraits;
using Distill.Core.Windows;

namespace Distill.Functions.Tests.Console;

/// <summary>A portrait as a run makes it: a week of calls, cards and devices of a few members each, framings of nearly all.</summary>
internal static class ConsolePortrait
{
    private const int Hours = 168;

    public static Portrait Of(Cluster cluster)
    {
        (SharedValue Value, Func<int, bool> Has)[] shared =
        [
            .. Enumerable.Range(0, 5).Select(i => Value(SharedKind.Card, $"c0ffee0{i}", m => m % 6 == i)),
            .. Enumerable.Range(0, 3).Select(i => Value(SharedKind.Device, $"dead000{i}", m => m % 10 == 3 * i)),
            Value(SharedKind.MailDomain, "mail-<b>x</b>.example", m => m % 12 == 5),
            .. Enumerable.Range(0, 4).Select(i => Value(SharedKind.Network, $"198.51.{i}.0/24", m => (m / 5) % 7 == i)),
            .. Enumerable.Range(0, 5).Select(i => Value(SharedKind.Framing, $"f4a3b00{i}", m => m % 5 != i)),
        ];
        PortraitMember[] members =
        [
            .. cluster.Accounts.Select(
                (account, m) =>
                    new PortraitMember(account, [.. Enumerable.Range(0, shared.Length).Where(s => shared[s].Has(m))])
                    {
                        Calls = [.. Enumerable.Range(0, Hours).Select(h => (ushort)((h * 7 + m * 13) % 31 == 0 ? 3 + (h + m) % 9 : 0))],
                    }
            ),
        ];
        long[] calls = [.. Enumerable.Range(0, Hours).Select(h => members.Sum(m => (long)m.Calls[h]))];
        return new Portrait
        {
            Cluster = cluster.Id,
            From = Some.Start.AddDays(2),
            Calls = calls,
            PopulationCalls = [.. calls.Select((c, h) => c + 2000 + (long)(1800 * Math.Sin(h * Math.PI / 12)))],
            Shared = [.. shared.Select(s => s.Value with { Members = members.Index().Count(m => s.Has(m.Index)) })],
            Members = members,
            Intents =
            [
                Intent(PromptIntent.ChainOfThought, 40),
                Intent(PromptIntent.SoftwareEngineering, 55),
                Intent(PromptIntent.ToolOrchestration, 21),
                Intent(PromptIntent.AgenticReasoning, 12),
                Intent(PromptIntent.None, 9),
                Intent(null, 1),
            ],
            Events =
            [
                new TimelineEntry(Some.Start.AddDays(5.2), "3 members were banned."),
                new TimelineEntry(Some.Start.AddDays(5.4), "4 new members made the first call within 24 h of the bans."),
                new TimelineEntry(Some.Start.AddDays(7.5), "atlas-5 was released; within a day 212 members called it."),
            ],
        };
    }

    // A share of what the cluster took, in percent.
    private static IntentUse Intent(PromptIntent? intent, int percent) => new(intent, 40 * percent, 9_000 * percent);

    private static (SharedValue, Func<int, bool>) Value(SharedKind kind, string name, Func<int, bool> has) =>
        (new SharedValue(kind, name, 0) { Accounts = kind == SharedKind.Framing ? null : 60 }, has);
}
