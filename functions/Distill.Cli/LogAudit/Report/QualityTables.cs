using Distill.Cli.LogAudit.Findings;
using Distill.Core.Events;
using Distill.Logs.Mapping;
using Distill.Reports.LogAudit;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What the logs could not tell, and which signals could see nothing as a result.</summary>
internal static class QualityTables
{
    public static IReadOnlyList<PlainTableModel> Of(DataQuality quality) =>
        [Faults(quality), .. Common(quality), .. Constant(quality), .. Ids(quality), .. Aside(quality), .. Gaps(quality), .. Blind(quality)];

    private static PlainTableModel Faults(DataQuality quality) =>
        !quality.Counts.Faults.All.Any()
            ? PlainTableModel.Sentence("Every field that was given could be read.")
            : new PlainTableModel(
                "These values were dropped, cut or repaired, or mean that the sender does not know. Their events count all the same:",
                ["Field", "What was wrong", "Events"],
                [.. quality.Counts.Faults.All.Select(f => new object[] { f.Field.Name(), Shown.Words(f.Fault.Name()), (long)f.Count })]
            );

    private static IEnumerable<PlainTableModel> Common(DataQuality quality)
    {
        if (quality.CommonValues.Count > 0)
        {
            yield return new PlainTableModel(
                "Each of these values belongs to many accounts that share nothing else. It tells nothing about any one of them, so it was taken as "
                    + "unknown:",
                ["Field", "Value", "Accounts"],
                [.. quality.CommonValues.Select(v => new object[] { v.Field.Name(), v.Value, (long)v.Accounts })]
            );
        }
    }

    private static IEnumerable<PlainTableModel> Constant(DataQuality quality)
    {
        if (quality.ConstantPromptAccounts > 0)
        {
            yield return PlainTableModel.Sentence(
                $"{Shown.Count(quality.ConstantPromptAccounts, "account")} sent one prompt in nearly all calls, the same as other accounts, word for "
                    + "word. It says nothing about what was asked."
            );
        }
    }

    private static IEnumerable<PlainTableModel> Ids(DataQuality quality)
    {
        var seen = quality.Counts.Seen;
        if (seen.Repeated > 0)
        {
            yield return PlainTableModel.Sentence(
                $"{Shown.Count(seen.Repeated, "call")} {Were(seen.Repeated)} in the logs before, with the same account, id and time. It counts once."
            );
        }

        if (seen.OfReusedIds > 0)
        {
            yield return PlainTableModel.Sentence(
                $"{Shown.Count(seen.OfReusedIds, "call")} {(seen.OfReusedIds == 1 ? "has" : "have")} an id that the account had used before at "
                    + $"another time. {(seen.OfReusedIds == 1 ? "It counts." : "They count.")}"
            );
        }
    }

    private static IEnumerable<PlainTableModel> Aside(DataQuality quality)
    {
        if (quality.Counts.Aside.Count > 0)
        {
            yield return new PlainTableModel(
                "These records were read and are no calls to judge. They were kept apart:",
                ["Kind", "Records"],
                [.. quality.Counts.Aside.Select(a => new object[] { Shown.Words(a.Key.Name()), a.Value })]
            );
        }
    }

    private static IEnumerable<PlainTableModel> Gaps(DataQuality quality)
    {
        if (quality.Gaps.Count > 0)
        {
            yield return new PlainTableModel(
                "There is no call at all in these spans, though many were to be expected. Look for a part of the log that is missing, or for a clock "
                    + "that was wrong:",
                ["From (UTC)", "To (UTC)"],
                [.. quality.Gaps.Select(g => new object[] { Shown.Time(g.From.Start), Shown.Time(g.To.Start) })]
            );
        }
    }

    private static IEnumerable<PlainTableModel> Blind(DataQuality quality)
    {
        if (quality.BlindSignals.Count > 0)
        {
            yield return PlainTableModel.Sentence(
                "These signals could find nothing, because hardly any event has what they look at: "
                    + $"{Shown.Words(string.Join(", ", quality.BlindSignals))}."
            );
        }
    }

    private static string Were(long count) => count == 1 ? "was" : "were";
}
