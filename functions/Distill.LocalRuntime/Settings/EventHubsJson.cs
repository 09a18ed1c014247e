using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalRuntime.Settings;

internal enum InitialOffset
{
    FromStart,
    FromEnd,
    FromEnqueuedTime,
}

/// <summary>host.json's extensions.eventHubs, with the real extension's defaults.</summary>
internal sealed record EventHubsJson
{
    public required int MaxEventBatchSize { get; init; }
    public required int MinEventBatchSize { get; init; }
    public required TimeSpan MaxWaitTime { get; init; }
    public required int BatchCheckpointFrequency { get; init; }
    public required int PrefetchCount { get; init; }

    /// <summary>Where a consumer group without a checkpoint begins.</summary>
    public required InitialOffset InitialOffset { get; init; }

    /// <summary>Given exactly when <see cref="InitialOffset"/> is FromEnqueuedTime.</summary>
    public required DateTimeOffset? EnqueuedTime { get; init; }

    public static EventHubsJson Read(IConfigurationSection json, StartupProblems problems)
    {
        string Shown(string key) => $"{HostJson.Name}: extensions.eventHubs.{key.Replace(':', '.')}";
        var read = new SettingReader(json, problems, Shown);
        var most = read.Number("maxEventBatchSize", 100, 1, 100_000);
        var least = read.Number("minEventBatchSize", 1, 1, 100_000);
        if (least > most)
            problems.Add($"{Shown("minEventBatchSize")} is {least}, above maxEventBatchSize {most}.");
        var offset = read.Choice("initialOffsetOptions:type", InitialOffset.FromStart);
        return new EventHubsJson
        {
            MaxEventBatchSize = most,
            MinEventBatchSize = least,
            MaxWaitTime = read.Duration("maxWaitTime", TimeSpan.FromSeconds(60), TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            BatchCheckpointFrequency = read.Number("batchCheckpointFrequency", 1, 1, 100_000),
            PrefetchCount = read.Number("prefetchCount", 300, 1, 1_000_000),
            InitialOffset = offset,
            EnqueuedTime = offset == InitialOffset.FromEnqueuedTime ? ReadTime(json, problems, Shown("initialOffsetOptions:enqueuedTimeUtc")) : null,
        };
    }

    private static DateTimeOffset? ReadTime(IConfigurationSection json, StartupProblems problems, string shown)
    {
        var text = json["initialOffsetOptions:enqueuedTimeUtc"];
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        problems.Add($"{shown} is '{text}', but must be a UTC time when type is fromEnqueuedTime.");
        return null;
    }
}
