using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Cli.Terminal;
using Distill.Contracts.Sealing;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Files;
using Distill.Logs.Reading;
using Distill.Logs.Replay;

namespace Distill.Cli.LogAudit;

/// <summary>Runs one log audit: files in, a folder of findings out.</summary>
internal sealed class LogAuditRun(DetectionOptions options, ListFolder lists, KeyRing? keys, int every, LongWork work)
{
    /// <summary>Reads, replays and writes. Returns what it wrote.</summary>
    /// <exception cref="IOException">A file can't be read, or the folder can't be written.</exception>
    public async Task<LogAuditFindings> RunAsync(IReadOnlyList<string> files, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var output = new OutputFolder(folder);
        var rejects = output.Create("rejects.jsonl");
        var log = await work.ShowAsync(
                "Reading",
                gauge => new LogReader(new EventLimits(), now, keys).ReadAsync(files, rejects, gauge, cancellationToken)
            )
            .ConfigureAwait(false);

        var replay = new LogReplay(log, options, every, lists.Lists);
        var state = await work.ShowAsync(
                "Correlating",
                gauge =>
                {
                    gauge.Total = replay.Hours.Count;
                    return Task.FromResult(replay.Run(_ => gauge.Add(1), cancellationToken));
                }
            )
            .ConfigureAwait(false);

        var findings = new LogAuditFindings
        {
            Files = [.. files.Select(f => Path.GetFileName(f))],
            Lists = lists.Files,
            Counts = log.Counts,
            Quality = DataQuality.Of(log, state),
            Windows = log.Windows,
            Verdicts = [.. VerdictRows.Of(state, log.Accounts)],
            Clusters = state.Clusters,
            Runs = replay.Hours,
            Options = options,
        };
        VerdictRows.Write(output.Create("verdicts.jsonl"), findings.Verdicts);
        ClusterJson.WriteAll(output.Create("clusters.json"), findings.Clusters);
        QualityJson.Write(output.Create("quality.json"), findings.Quality);
        LogAuditPage.Write(output.Create("report.html"), findings);
        output.Complete();
        return findings;
    }
}
