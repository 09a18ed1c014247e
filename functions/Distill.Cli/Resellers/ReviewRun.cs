using System.Text;
using System.Text.Json;
using Distill.Cli.LogAudit;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Cli.Terminal;
using Distill.Contracts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Resellers;
using Distill.Core.Windows;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Reading;
using Distill.Logs.Replay;

namespace Distill.Cli.Resellers;

/// <summary>Reviews resellers and clouds by logs: reads and replays them as the log audit does, and reviews what the last run saw.</summary>
internal sealed class ReviewRun(DetectionOptions options, ListFolder lists, LongWork work)
{
    /// <summary>The number of hours between two runs.</summary>
    public int Every { get; init; } = 1;

    /// <summary>In which format the logs are.</summary>
    public FormatChoice Formats { get; init; } = FormatChoice.Detect;

    /// <summary>The part of the logs that counts.</summary>
    public Period Period { get; init; }

    /// <summary>What resellers attest.</summary>
    public IReadOnlyList<AttestationRecord> Attestations { get; init; } = [];

    /// <summary>Reads, replays, reviews, and writes the folder if one is named.</summary>
    /// <returns>The review, null when there is no call; and why the logs can't bear an answer.</returns>
    /// <exception cref="IOException">A file can't be read, or the folder can't be written.</exception>
    public async Task<(ResellerReview? Review, IReadOnlyList<string> Shortfalls)> RunAsync(
        IEnumerable<string> names,
        string? folder,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var files = LogOptions.Files(names);
        var reading = await work.ShowAsync(
                "Reading",
                gauge =>
                    new LogReader(new EventLimits(), now) { Formats = Formats, Period = Period }.ReadAsync(
                        files,
                        Stream.Null,
                        gauge,
                        cancellationToken
                    )
            )
            .ConfigureAwait(false);
        var replay = new LogReplay(reading.Log, options, Every, lists.Lists);
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
            Files = reading.Files,
            UnreadFilesShare = reading.UnreadFilesShare,
            Counts = reading.Log.Counts,
            Quality = DataQuality.Of(reading.Log, state),
            Windows = reading.Log.Windows,
            Verdicts = [.. VerdictRows.Of(state, reading.Log.Accounts)],
            Clusters = state.Clusters,
            Runs = replay.Hours,
            Options = options,
        };
        using var population = replay.LastPopulation();
        var review = population is null ? null : Review(population, state);
        if (folder is not null && review is not null)
        {
            Write(review, folder);
        }

        return (review, findings.Shortfalls);
    }

    private ResellerReview Review(Population population, CorrelationState state)
    {
        foreach (var attestation in Attestations)
        {
            population.Add(attestation);
        }

        return ResellerReview.Of(
            new ReviewSource(population, state.Watermark!.Value)
            {
                Verdicts = state.Verdicts,
                Clusters = state.Clusters,
                CommonValues = state.CommonValues,
                Lists = lists.Lists,
            }
        );
    }

    private static void Write(ResellerReview review, string folder)
    {
        using var output = new OutputFolder(folder);
        using (var json = new Utf8JsonWriter(output.Create("resellers.json"), new JsonWriterOptions { Indented = true }))
        {
            ReviewJson.Write(json, review, review.Channels, null);
        }

        foreach (var channel in review.Channels.Where(c => c.Requests.Count > 0))
        {
            var name = FileNameOf(channel.Channel);
            output.Create($"{name}.csv").Write(Encoding.UTF8.GetBytes(CsvText.Of(RequestTable.Rows(channel.Requests))));
            output.Create($"{name}.md").Write(Encoding.UTF8.GetBytes(RequestLetter.Of(channel, review.Hour)));
        }

        output.Complete();
    }

    // A name may hold any character. One that is no plain file name gets its fingerprint instead of them.
    private static string FileNameOf(Channel channel)
    {
        var plain = new string([.. channel.Name.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')]);
        var kind = channel.Kind == ChannelKind.Reseller ? "reseller" : "cloud";
        return plain == channel.Name && plain.Length <= MostName
            ? $"{kind}-{plain}"
            : $"{kind}-{plain[..Math.Min(plain.Length, MostName)]}-{Fingerprint.Of(Encoding.UTF8.GetBytes(channel.Name)):x16}";
    }

    // Characters of a channel's name that a file's name has. File systems take 255 bytes.
    private const int MostName = 100;
}
