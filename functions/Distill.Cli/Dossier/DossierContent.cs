using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Honeypots;
using Distill.Logs.Sources;

namespace Distill.Cli.Dossier;

/// <summary>What a dossier holds of a cluster: the report, its accounts, their calls, and the logs that it comes from.</summary>
internal static class DossierContent
{
    /// <summary>The files by name, see <see cref="DossierFiles.Content"/>.</summary>
    /// <param name="findings">What was found in the logs.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<SortedDictionary<string, byte[]>> OfAsync(
        LogAuditFindings findings,
        Cluster cluster,
        CancellationToken cancellationToken
    )
    {
        var members = cluster.Everyone.ToHashSet();
        var verdicts = findings.Verdicts.Where(v => members.Contains(v.Account)).ToArray();
        var own = findings with { Clusters = [cluster], Only = cluster.Id };
        using var report = new MemoryStream();
        await ReportFile.WriteAsync(report, own, cancellationToken).ConfigureAwait(false);
        return new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [DossierFiles.Report] = report.ToArray(),
            [DossierFiles.Cluster] = Written(s => ClusterJson.WriteAll(s, [cluster])),
            [DossierFiles.Accounts] = Written(s => VerdictRows.Write(s, verdicts)),
            [DossierFiles.AccountTable] = Table(AccountRows(verdicts)),
            [DossierFiles.Calls] = Table(CallRows(findings, members)),
            [DossierFiles.Quality] = Written(s => QualityJson.Write(s, own)),
            [DossierFiles.Sources] = CanonicalJson.Write(await SourcesAsync(findings, cancellationToken).ConfigureAwait(false)),
        };
    }

    private static IEnumerable<IReadOnlyList<string>> AccountRows(IEnumerable<Verdict> verdicts) =>
        verdicts
            .Select(v =>
                (IReadOnlyList<string>)
                    [
                        v.Account.Value,
                        v.Level.Name(),
                        v.Score.ToString(CultureInfo.InvariantCulture),
                        v.FirstFlaggedAt is { } time ? Time(time) : "",
                        string.Join(" | ", v.Reasons.Select(r => r.Detail)),
                    ]
            )
            .Prepend(["account", "level", "score", "firstFlaggedAt", "reasons"]);

    private static IEnumerable<IReadOnlyList<string>> CallRows(LogAuditFindings findings, HashSet<AccountId> members) =>
        findings
            .Windows.Where(w => members.Contains(w.Account))
            .SelectMany(w => w.Calls.ToArray())
            .OrderBy(c => c.Account)
            .ThenBy(c => c.Micros)
            .ThenBy(c => c.Id)
            .Select(Row)
            .Prepend(["account", "time", "call", "model", "platform", "reseller", "inputTokens", "outputTokens", "network"]);

    private static IReadOnlyList<string> Row(ApiCall call) =>
        [
            call.Account.Value,
            Time(DateTimeOffset.UnixEpoch.AddMicroseconds(call.Micros)),
            call.Id.ToString("x16", CultureInfo.InvariantCulture),
            call.Model,
            call.Platform,
            call.Reseller,
            call.InputTokens.ToString(CultureInfo.InvariantCulture),
            call.OutputTokens.ToString(CultureInfo.InvariantCulture),
            call.Network.IsKnown ? call.Network.ToString() : "",
        ];

    // Standard input can't be read again, so it has no hash.
    private static async Task<IReadOnlyList<SourceFile>> SourcesAsync(LogAuditFindings findings, CancellationToken cancellationToken)
    {
        var sources = new List<SourceFile>();
        foreach (var path in findings.Files.Select(f => f.File))
        {
            if (!File.Exists(path))
            {
                sources.Add(new SourceFile(path == LogSources.StandardInput ? "standard input" : Path.GetFileName(path)));
                continue;
            }

            var file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                var hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
                sources.Add(new SourceFile(Path.GetFileName(path), Convert.ToHexStringLower(hash), file.Length));
            }
        }

        return sources;
    }

    private static byte[] Table(IEnumerable<IReadOnlyList<string>> rows) => Encoding.UTF8.GetBytes(CsvText.Of(rows));

    private static byte[] Written(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        return bytes.ToArray();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A log that was read.</summary>
    /// <param name="File">Its name, without the folder.</param>
    /// <param name="Sha256">Its hash; null for standard input.</param>
    /// <param name="Bytes">Its length.</param>
    private sealed record SourceFile(string File, string? Sha256 = null, long? Bytes = null);
}
