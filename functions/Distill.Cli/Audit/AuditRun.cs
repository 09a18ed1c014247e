using System.Globalization;
using Distill.Cli.Terminal;
using Distill.Core.Events;
using Distill.Core.Verdicts;

namespace Distill.Cli.Audit;

/// <summary>One audit: files in, a folder of findings out.</summary>
internal sealed class AuditRun(DetectionOptions options, int every, LongWork work)
{
    /// <summary>Reads, replays and writes; gives a summary in one line.</summary>
    /// <exception cref="IOException">A file can't be read or the folder not be written.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> files, string folder, DateTimeOffset now, CancellationToken cancel)
    {
        using var output = new OutputFolder(folder);
        var rejects = output.Create("rejects.jsonl");
        var log = await work.ShowAsync("Reading", gauge => new LogReader(new EventLimits(), now).ReadAsync(files, rejects, gauge, cancel)).ConfigureAwait(false);

        var replay = new LogReplay(log, options, every);
        var state = await work.ShowAsync("Correlating", gauge =>
        {
            gauge.Total = replay.Hours.Count;
            return Task.FromResult(replay.Run(_ => gauge.Add(1), cancel));
        }).ConfigureAwait(false);

        Verdict[] verdicts = [.. VerdictRows.Of(state, log.Accounts)];
        VerdictRows.Write(output.Create("verdicts.jsonl"), verdicts);
        ClusterFile.Write(output.Create("clusters.json"), state.Clusters);
        output.Complete();

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{log.Counts.Calls:N0} calls, {log.Counts.Facts:N0} facts, {log.Counts.RejectedInAll:N0} rejected; {replay.Hours.Count:N0} runs over {verdicts.Length:N0} accounts: "
            + $"{verdicts.Count(v => v.Level == VerdictLevel.Confirmed):N0} confirmed, {verdicts.Count(v => v.Level == VerdictLevel.Suspect):N0} suspect, "
            + $"{verdicts.Count(v => v.Level == VerdictLevel.Watch):N0} to watch, in {state.Clusters.Count:N0} clusters. See {Path.Combine(folder, "report.html")}");
    }
}
