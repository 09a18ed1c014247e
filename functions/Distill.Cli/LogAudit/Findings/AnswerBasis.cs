using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Logs.Mapping;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Findings;

/// <summary>
/// Says whether what was read can bear an answer. "No account is flagged" means something only if enough was read, of enough accounts, with the
/// fields that show a campaign.
/// </summary>
internal static class AnswerBasis
{
    /// <summary>The largest share of the logs that may be unread, of 1. One record in a hundred hides no campaign of eight accounts.</summary>
    public const double DefaultMaxUnread = 0.01;

    /// <summary>Returns what is missing and what to do about it, a sentence or two each. Empty when the logs can bear an answer.</summary>
    public static IReadOnlyList<string> Shortfalls(LogAuditFindings findings) =>
        [.. Files(findings), .. Unread(findings), .. findings.Counts.Calls == 0 ? [NoCalls(findings)] : OfCalls(findings)];

    private static IEnumerable<string> Files(LogAuditFindings findings) =>
        findings.UnreadFilesShare <= findings.MaxUnread
            ? []
            : findings.Files.Where(f => f.Problem is not null).Select(f => $"{f.File} was not read. {f.Problem}");

    private static IEnumerable<string> Unread(LogAuditFindings findings)
    {
        var counts = findings.Counts;
        if (counts.UnreadShare <= findings.MaxUnread)
        {
            yield break;
        }

        var reasons = counts
            .Rejected.OrderByDescending(r => r.Value)
            .ThenBy(r => r.Key)
            .Select(r => $"{r.Key.Name().Replace('_', ' ')} {Count(r.Value)}");
        yield return $"{Shown.Count(counts.RejectedInAll, "record")} could not be read, {Percent(counts.UnreadShare)} of the logs; at most "
            + $"{Percent(findings.MaxUnread)} may be unread (--max-unread): {string.Join(", ", reasons)}. rejects.jsonl lists them.";
        foreach (var (field, count) in counts.Missing.Where(m => m.Value > findings.MaxUnread * (counts.Calls + counts.RejectedInAll)))
        {
            yield return $"{Shown.Count(count, "record")} {(count == 1 ? "has" : "have")} no {field}. "
                + (
                    field == EventField.Account.Name()
                        ? "Say with --account-from where they tell who called."
                        : $"Say with --map where the {field} stands."
                );
        }
    }

    private static string NoCalls(LogAuditFindings findings)
    {
        var counts = findings.Counts;
        string[] others =
        [
            .. counts.Facts > 0 ? [$"{Shown.Count(counts.Facts, "fact")} about accounts"] : Array.Empty<string>(),
            .. counts.OutsidePeriod > 0 ? [$"{Shown.Count(counts.OutsidePeriod, "event")} outside --since and --until"] : Array.Empty<string>(),
            .. counts.Aside.Select(a => $"{Shown.Count(a.Value, "record")} of the kind {Words(a.Key)}"),
        ];
        return others.Length == 0 && counts.RejectedInAll == 0
            ? "The logs are empty. Check the export, and name the files that hold the calls."
            : "No call was read" + (others.Length == 0 ? "." : $", only {string.Join(", ", others)}.") + " Name logs that hold the calls.";
    }

    private static IEnumerable<string> OfCalls(LogAuditFindings findings)
    {
        var counts = findings.Counts;
        var callers = findings.Windows.Select(w => w.Account).Distinct().Count();
        if (counts.OfUnknownAccounts > DataQuality.Blind * counts.Calls)
        {
            yield return $"{Shown.Count(counts.OfUnknownAccounts, "event")} {(counts.OfUnknownAccounts == 1 ? "names" : "name")} a placeholder as "
                + "account, which may stand for any number of callers. Say with --account-from where the log tells who called.";
        }

        if (callers < findings.Options.MinClusterSize)
        {
            yield return $"Only {Count(callers)} {(callers == 1 ? "account" : "accounts")} called, and a cluster has at least "
                + $"{findings.Options.MinClusterSize}. Read the logs of more accounts together, or say with --account-from what tells callers apart.";
        }
        else if (findings.Verdicts.All(v => v.Level == VerdictLevel.NotAssessed))
        {
            yield return $"No account made the {findings.Options.MinCalls} calls that it takes to be assessed. Read the logs of more days together.";
        }

        if (findings.Quality.ArePromptsBlind)
        {
            yield return $"Only {Count(counts.Coverage.KnownIn(EventField.Prompt))} of {Count(counts.Calls)} calls have a prompt that can be read. "
                + "Shared wording is how most campaigns show, and nothing of it could be seen. Log the prompts, or their features, and audit again.";
        }
    }

    private static string Words(OtherRecord kind) => kind.Name().Replace('_', ' ');

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
