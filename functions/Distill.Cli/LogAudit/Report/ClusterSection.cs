using Distill.Cli.Pages;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Cli.LogAudit.Report;

/// <summary>One cluster: its figures, the evidence by kind, when it was active, and its members.</summary>
internal static class ClusterSection
{
    private const int ReasonsShown = 3;

    public static Html Of(Cluster cluster, IReadOnlyList<Verdict> members, ActivityChart charts) =>
        Html.Of(
            $"""
            <h3 id="{cluster.Id.ToString()}"><code>{cluster.Id.ToString()}</code> {LevelBadge.Of(cluster.Level)}</h3>
            <p>{cluster.Accounts.Count} accounts, first seen as a group on {cluster.FirstSeen}, last active on {cluster.LastSeen}. Within the
            lookback they made {cluster.Calls} calls with {cluster.InputTokens} tokens in and {cluster.OutputTokens} tokens out:
            {PerAccount(cluster)} calls an account.</p>
            {charts.Of(cluster)}
            <h4>Evidence, by independent kind</h4>
            {Evidence(cluster)}
            <h4>What was used</h4>
            <table>
            {Shares("Models", cluster.Models)}{Shares("Platforms", cluster.Platforms)}{Shares("Resellers", cluster.Resellers)}</table>
            {Timeline(cluster)}
            <details><summary>The {members.Count} accounts whose verdict rests on this cluster</summary>
            <table>
            <tr><th>Account</th><th>Level</th><th class="n">Score</th><th>Action</th><th>First flagged</th><th>Why this account</th></tr>
            {members.OrderByDescending(m => m.Level).ThenByDescending(m => m.Score).ThenBy(m => m.Account).Select(Member)}</table>
            </details>

            """
        );

    private static Html PerAccount(Cluster cluster) => Html.Of($"{(double)cluster.Calls / Math.Max(1, cluster.Accounts.Count):0.#}");

    private static Html Evidence(Cluster cluster) =>
        cluster.Evidence.Count == 0
            ? Html.Of($"<p>No evidence is left within the lookback.</p>\n")
            : Html.Of(
                $"""
                <table>
                <tr><th>Kind</th><th>Finding</th><th class="n">Weight</th><th class="n">Likelier by</th></tr>
                {cluster.Evidence.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e =>
                    e.Value.Select((r, i) => Finding(i == 0 ? e.Key : "", r))
                )}</table>

                """
            );

    private static Html Finding(string kind, Reason reason) =>
        Html.Of(
            $"""
            <tr><td>{kind}</td><td>{reason.Detail} <span class="quiet">({reason.Signal})</span></td>
            <td class="n">{reason.Weight:0.0}</td><td class="n">{Times(reason.Weight)}</td></tr>

            """
        );

    /// <summary>A weight as a factor; beyond a million the models of chance are not exact enough.</summary>
    private static Html Times(double weight) =>
        weight switch
        {
            <= 0 => Html.Empty,
            > 13.8 => Html.Of($"&gt; 1,000,000 ×"),
            _ => Html.Of($"{(long)Math.Round(Math.Exp(weight))} ×"),
        };

    private static Html Shares(string name, IReadOnlyDictionary<string, long> calls)
    {
        if (calls.Count == 0)
        {
            return Html.Empty;
        }

        var total = calls.Values.Sum();
        var shares = calls
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select((c, i) => Html.Of($"{(i == 0 ? "" : ", ")}{c.Key} {100.0 * c.Value / total:0.#} %"));
        return Html.Of($"<tr><th>{name}</th><td>{shares}</td></tr>\n");
    }

    private static Html Timeline(Cluster cluster) =>
        cluster.Timeline.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <h4>What happened</h4>
                <table>
                {cluster.Timeline.Select(t => Html.Of($"<tr><td class=\"n\">{t.Time}</td><td>{t.What}</td></tr>\n"))}</table>

                """
            );

    private static Html Member(Verdict verdict) =>
        Html.Of(
            $"""
            <tr><td><code>{verdict.Account.Value}</code></td><td>{LevelBadge.Of(verdict.Level)}</td><td class="n">{verdict.Score}</td>
            <td>{verdict.Action.Name()}</td><td>{verdict.FirstFlaggedAt}</td><td>{Reasons(verdict)}</td></tr>

            """
        );

    private static IEnumerable<Html> Reasons(Verdict verdict) =>
        verdict.Reasons.Take(ReasonsShown).Select((r, i) => Html.Of($"{(i == 0 ? "" : " ")}{r.Detail}"));
}
