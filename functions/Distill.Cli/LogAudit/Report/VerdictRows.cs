using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Decisions;

namespace Distill.Cli.LogAudit.Report;

/// <summary>The rows of <c>verdicts.jsonl</c>: one for each account in the logs, in order of account.</summary>
internal static class VerdictRows
{
    public static IEnumerable<Verdict> Of(CorrelationState state, IEnumerable<AccountId> accounts) =>
        accounts.Union(state.Verdicts.Keys).Order().Select(a => state.Verdicts.TryGetValue(a, out var verdict) ? verdict : Verdict.NeverSeen(a));

    public static void Write(Stream output, IEnumerable<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            output.Write(VerdictJson.Write(verdict));
            output.Write("\n"u8);
        }
    }
}
