using System.Text.Json;
using Distill.Core.Correlation;
using Distill.Core.Events;
using Distill.Core.Verdicts;

namespace Distill.Cli.Audit;

/// <summary>Writes <c>verdicts.jsonl</c>: a row per account that any event named, in order of account.</summary>
internal static class VerdictRows
{
    public static IEnumerable<Verdict> Of(CorrelationState state, IEnumerable<AccountId> accounts) => accounts
        .Union(state.Verdicts.Keys)
        .Order()
        .Select(a => state.Verdicts.TryGetValue(a, out var verdict) ? verdict : Verdict.NeverSeen(a));

    public static void Write(Stream output, IEnumerable<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            using (var row = new Utf8JsonWriter(output))
            {
                Write(row, verdict);
            }

            output.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter row, Verdict verdict)
    {
        row.WriteStartObject();
        row.WriteString("account"u8, verdict.Account.Value);
        row.WriteString("level"u8, verdict.Level.Name());
        row.WriteNumber("score"u8, verdict.Score);
        row.WriteString("action"u8, verdict.Action.Name());
        row.WriteString("cluster"u8, verdict.Cluster?.ToString());
        if (verdict.FirstFlaggedAt is { } at) row.WriteString("firstFlaggedAt"u8, at.UtcDateTime);
        else row.WriteNull("firstFlaggedAt"u8);
        row.WriteStartArray("reasons"u8);
        foreach (var reason in verdict.Reasons)
        {
            row.WriteStartObject();
            row.WriteString("signal"u8, reason.Signal);
            row.WriteString("detail"u8, reason.Detail);
            row.WriteNumber("weight"u8, Math.Round(reason.Weight, 3));
            row.WriteEndObject();
        }

        row.WriteEndArray();
        row.WriteEndObject();
    }
}
