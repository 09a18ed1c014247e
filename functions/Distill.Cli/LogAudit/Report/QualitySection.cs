using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Core.Events;
using Distill.Logs.Mapping;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What the logs could not tell, and which signals could see nothing as a result.</summary>
internal static class QualitySection
{
    public static Html Of(DataQuality quality) =>
        Html.Of(
            $"""
            <h2>What the logs could not tell</h2>
            {Faults(quality)}{Common(quality)}{Constant(quality)}{Ids(quality)}{Aside(quality)}{Gaps(quality)}{Blind(quality)}
            """
        );

    private static Html Faults(DataQuality quality) =>
        !quality.Counts.Faults.All.Any()
            ? Html.Of($"<p>Every field that was given could be read.</p>\n")
            : Html.Of(
                $"""
                <p>These values were dropped, cut or repaired, or mean that the sender does not know. Their events count all the same:</p>
                <table>
                <tr><th>Field</th><th>What was wrong</th><th class="n">Events</th></tr>
                {quality.Counts.Faults.All.Select(f =>
                    Html.Of(
                        $"<tr><td><code>{f.Field.Name()}</code></td><td>{f.Fault.Name().Replace('_', ' ')}</td><td class=\"n\">{f.Count}</td></tr>\n"
                    )
                )}</table>

                """
            );

    private static Html Common(DataQuality quality) =>
        quality.CommonValues.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p>Each of these values belongs to many accounts that share nothing else. It tells nothing about any one of them, so it was taken as
                unknown:</p>
                <table>
                <tr><th>Field</th><th>Value</th><th class="n">Accounts</th></tr>
                {quality.CommonValues.Select(v =>
                    Html.Of($"<tr><td><code>{v.Field.Name()}</code></td><td><code>{v.Value}</code></td><td class=\"n\">{v.Accounts}</td></tr>\n")
                )}</table>

                """
            );

    private static Html Constant(DataQuality quality) =>
        quality.ConstantPromptAccounts == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p>{quality.ConstantPromptAccounts} accounts sent one prompt in nearly all calls, the same as other accounts, word for word. It says
                nothing about what was asked.</p>

                """
            );

    private static Html Ids(DataQuality quality) =>
        quality.Counts.Seen is { Repeated: 0, OfReusedIds: 0 }
            ? Html.Empty
            : Html.Of(
                $"""
                <p>{quality.Counts.Seen.Repeated} calls were in the logs before, with the same account, id and time. They count once.
                {quality.Counts.Seen.OfReusedIds} calls have an id that their account had used before at another time. They count.</p>

                """
            );

    private static Html Aside(DataQuality quality) =>
        quality.Counts.Aside.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p>These records were read and are no calls to judge. They were kept apart:</p>
                <table>
                <tr><th>Kind</th><th class="n">Records</th></tr>
                {quality.Counts.Aside.Select(a =>
                    Html.Of($"<tr><td>{a.Key.Name().Replace('_', ' ')}</td><td class=\"n\">{a.Value}</td></tr>\n")
                )}</table>

                """
            );

    private static Html Gaps(DataQuality quality) =>
        quality.Gaps.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p>There is no call at all in these spans, though many were to be expected. Look for a part of the log that is missing, or for a
                clock that was wrong:</p>
                <table>
                <tr><th>From</th><th>To</th></tr>
                {quality.Gaps.Select(g => Html.Of($"<tr><td>{g.From.Start}</td><td>{g.To.Start}</td></tr>\n"))}</table>

                """
            );

    private static Html Blind(DataQuality quality) =>
        quality.BlindSignals.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p>These signals could find nothing, because hardly any event has what they look at: {Names(quality.BlindSignals)}.</p>

                """
            );

    private static string Names(IEnumerable<string> signals) => string.Join(", ", signals).Replace('_', ' ');
}
