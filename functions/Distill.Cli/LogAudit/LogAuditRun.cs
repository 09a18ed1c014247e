using Distill.Cli.LogAudit.Costing;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Cli.Terminal;
using Distill.Contracts.Sealing;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Reading;
using Distill.Logs.Replay;

namespace Distill.Cli.LogAudit;

/// <summary>Runs one log audit: files in, a folder of findings out.</summary>
internal sealed class LogAuditRun(DetectionOptions options, ListFolder lists, KeyRing? keys, LongWork work)
{
    /// <summary>The number of hours between two runs.</summary>
    public int Every { get; init; } = 1;

    /// <summary>In which format the logs are.</summary>
    public FormatChoice Formats { get; init; } = FormatChoice.Detect;

    /// <summary>The part of the logs that counts.</summary>
    public Period Period { get; init; }

    /// <summary>The largest share of the logs that may be unread, of 1.</summary>
    public double MaxUnread { get; init; } = AnswerBasis.DefaultMaxUnread;

    /// <summary>What other providers reported of clusters of theirs.</summary>
    public SharedIndicators Shared { get; init; } = SharedIndicators.None;

    /// <summary>What tokens cost; null if nobody said.</summary>
    public PriceList? Prices { get; init; }

    /// <summary>Reads, replays and writes. Returns what it wrote.</summary>
    /// <exception cref="IOException">A file can't be read, or the folder can't be written.</exception>
    public async Task<LogAuditFindings> RunAsync(IEnumerable<string> names, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var output = new OutputFolder(folder);
        var findings = await FindAsync(names, output.Create("rejects.jsonl"), now, cancellationToken).ConfigureAwait(false);
        VerdictRows.Write(output.Create("verdicts.jsonl"), findings.Verdicts);
        OperationsJson.Write(output.Create("operations.json"), findings.Operations);
        ClusterJson.WriteAll(output.Create("clusters.json"), findings.Clusters);
        QualityJson.Write(output.Create("quality.json"), findings);
        SummaryJson.Write(output.Create("summary.json"), findings);
        await ReportFile.WriteAsync(output.Create("report.html"), findings, cancellationToken).ConfigureAwait(false);
        output.Complete();
        return findings;
    }

    /// <summary>Reads and replays. Records that are not taken go to <paramref name="rejects"/>.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    public async Task<LogAuditFindings> FindAsync(IEnumerable<string> names, Stream rejects, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var files = LogOptions.Files(names);
        var reading = await work.ShowAsync(
                "Reading",
                gauge =>
                    new LogReader(new EventLimits(), now, keys) { Formats = Formats, Period = Period }.ReadAsync(
                        files,
                        rejects,
                        gauge,
                        cancellationToken
                    ),
                LongWork.Bytes
            )
            .ConfigureAwait(false);

        var log = reading.Log;
        var replay = new LogReplay(log, options, Every, lists.Lists) { Shared = Shared };
        var state = await work.ShowAsync(
                "Correlating",
                gauge =>
                {
                    gauge.Total = replay.Hours.Count;
                    return Task.FromResult(replay.Run(_ => gauge.Add(1), cancellationToken));
                },
                "runs"
            )
            .ConfigureAwait(false);

        var takings = Takings.Of(log.Windows, state.Clusters, Prices);
        return new LogAuditFindings
        {
            Files = reading.Files,
            MaxUnread = MaxUnread,
            UnreadFilesShare = reading.UnreadFilesShare,
            Lists = lists.Files,
            Counts = log.Counts,
            Quality = DataQuality.Of(log, state),
            Windows = log.Windows,
            Verdicts = [.. VerdictRows.Of(state, log.Accounts)],
            Clusters = state.Clusters,
            Takings = takings,
            Costs = takings.Costs,
            Portraits = state.Portraits,
            Resellers = LastReview.Of(replay, state, lists.Lists, []) is { Channels.Count: > 0 } review ? review : null,
            Runs = replay.Hours,
            Options = options,
        };
    }
}
