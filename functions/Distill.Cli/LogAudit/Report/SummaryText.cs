using System.Globalization;
using Distill.Cli.LogAudit.Findings;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;

namespace Distill.Cli.LogAudit.Report;

/// <summary>The findings in a few lines, for the terminal.</summary>
internal static class SummaryText
{
    private const int MostLosses = 4;
    private const int MostOperations = 5;

    public static string Of(LogAuditFindings findings, string folder) =>
        $"""
            Read       {Read(findings)}
            Correlated {findings.Runs.Count:N0} times
            {Operations(findings)}Found      {Found(findings)}
            {Took(findings)}{Quality(findings)}{Shortfalls(findings)}See        {Path.Combine(folder, "report.html")}
            """;

    private static string Read(LogAuditFindings findings) =>
        $"{findings.Counts.Calls:N0} calls and {findings.Counts.Facts:N0} facts of {findings.Verdicts.Count:N0} accounts; "
        + $"{findings.Counts.RejectedInAll:N0} lines rejected"
        + (findings.Counts.Aside.Count == 0 ? "" : $"; {findings.Counts.Aside.Values.Sum():N0} records that are no calls to judge");

    // What the logs can't bear stands beside what was found, never instead of it.
    private static string Shortfalls(LogAuditFindings findings) =>
        findings.Shortfalls.Count == 0
            ? ""
            : $"NO ANSWER  {string.Join("\n           ", findings.Shortfalls)}\n           That nothing more was found means nothing.\n";

    private static string Took(LogAuditFindings findings)
    {
        var took = findings.Takings.InAll;
        if (findings.Clusters.Count == 0)
        {
            return "";
        }

        var money = took.Money is { } sum ? string.Create(CultureInfo.InvariantCulture, $", {sum:N2} {findings.Takings.Currency}") : "";
        var unpriced = findings.Takings.UnpricedModels is { Count: > 0 } models ? $"; no price of {string.Join(", ", models)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Taken      {took.InputTokens:N0} tokens in and {took.OutputTokens:N0} out by clusters{money}{unpriced}\n"
        );
    }

    // The largest operations, a line each: they are the cases to look at.
    private static string Operations(LogAuditFindings findings)
    {
        var shown = findings
            .Operations.Take(MostOperations)
            .Select(o =>
                $"{o.Id}: {o.Level.Name()}, {Counted(o.Accounts, "account")} in {Counted(o.Clusters.Count, "cluster")}, {Counted(o.Calls, "call")}"
            );
        var more = findings.Operations.Count > MostOperations ? $"\n           {findings.Operations.Count - MostOperations:N0} more" : "";
        return findings.Operations.Count == 0 ? "" : $"Operations {string.Join("\n           ", shown)}{more}\n";
    }

    private static string Counted(long count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";

    private static string Found(LogAuditFindings findings) =>
        $"{findings.CountOf(VerdictLevel.Confirmed):N0} accounts confirmed, {findings.CountOf(VerdictLevel.Suspect):N0} suspect, "
        + $"{findings.CountOf(VerdictLevel.Watch):N0} to watch";

    // What was lost or unknown, the most frequent first. The report has the rest.
    private static string Quality(LogAuditFindings findings)
    {
        string[] losses =
        [
            .. findings
                .Counts.Faults.All.OrderByDescending(f => f.Count)
                .ThenBy(f => f.Field)
                .Select(f => $"{f.Field.Name()} {f.Fault.Name().Replace('_', ' ')} in {f.Count:N0} events"),
            .. findings.Quality.CommonValues.Select(v => $"{v.Field.Name()} \"{v.Value}\" of {v.Accounts:N0} unrelated accounts taken as unknown"),
            .. findings.Quality.ConstantPromptAccounts is > 0 and var constant
                ? [$"one prompt in nearly all calls of {constant:N0} accounts"]
                : Array.Empty<string>(),
            .. findings.Quality.Gaps.Count is > 0 and var gaps
                ? [$"{gaps:N0} {(gaps == 1 ? "span" : "spans")} of {LogGap.MinHours} hours or more without any call"]
                : Array.Empty<string>(),
            .. findings.Counts.Seen is { OfReusedIds: > 0 and var reused } ? [$"{reused:N0} calls with an id used before"] : Array.Empty<string>(),
            .. findings.Counts.Seen is { Repeated: > 0 and var repeated }
                ? [$"{repeated:N0} calls that were in the logs before"]
                : Array.Empty<string>(),
        ];
        var shown = string.Join("; ", losses.Take(MostLosses)) + (losses.Length > MostLosses ? $"; {losses.Length - MostLosses} more" : "");
        return losses.Length == 0 ? "" : $"Quality    {shown}\n";
    }
}
