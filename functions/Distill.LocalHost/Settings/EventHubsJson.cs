using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

internal enum InitialOffsetType
{
    FromStart,
    FromEnd,
    FromEnqueuedTime,
}

/// <summary>Reads host.json's extensions.eventHubs. Adds what is wrong with it to the other problems.</summary>
internal static class EventHubsJson
{
    public static EventHubsHostOptions Read(IConfigurationSection json, string file, StartupProblems problems)
    {
        var defaults = new EventHubsHostOptions();
        string Shown(string key) => $"{file}: extensions.eventHubs.{key.Replace(':', '.')}";
        var read = new SettingReader(json, problems, Shown);
        var most = read.Number("maxEventBatchSize", defaults.MaxEventBatchSize, 1, 100_000);
        var least = read.Number("minEventBatchSize", defaults.MinEventBatchSize, 1, 100_000);
        if (least > most)
        {
            problems.Add($"{Shown("minEventBatchSize")} is {least}, above maxEventBatchSize {most}.");
        }

        var update = read.Duration(
            "loadBalancingUpdateInterval",
            defaults.LoadBalancingUpdateInterval,
            TimeSpan.FromMilliseconds(100),
            TimeSpan.FromHours(1)
        );
        // The default grows with the update interval. So an app that sets only the interval, as for Azure, need not know our short default.
        var expiry = read.Duration(
            "partitionOwnershipExpirationInterval",
            update * 4 > defaults.PartitionOwnershipExpirationInterval ? update * 4 : defaults.PartitionOwnershipExpirationInterval,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromHours(4)
        );
        if (expiry < update * 2)
        {
            problems.Add(
                $"{Shown("partitionOwnershipExpirationInterval")} is {expiry}, but must be at least twice loadBalancingUpdateInterval {update}."
            );
        }

        return new EventHubsHostOptions
        {
            MaxEventBatchSize = most,
            MinEventBatchSize = Math.Min(least, most),
            MaxWaitTime = read.Duration("maxWaitTime", defaults.MaxWaitTime, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
            BatchCheckpointFrequency = read.Number("batchCheckpointFrequency", defaults.BatchCheckpointFrequency, 1, 100_000),
            PrefetchCount = read.Number("prefetchCount", defaults.PrefetchCount, 1, 1_000_000),
            Initial = read.Choice("initialOffsetOptions:type", InitialOffsetType.FromStart) switch
            {
                InitialOffsetType.FromEnd => InitialOffset.End,
                InitialOffsetType.FromEnqueuedTime => FromTime(json, problems, Shown("initialOffsetOptions:enqueuedTimeUtc")),
                _ => InitialOffset.Start,
            },
            LoadBalancingUpdateInterval = update,
            PartitionOwnershipExpirationInterval = expiry,
            ClientRetryOptions = ReadClientRetry(read, defaults.ClientRetryOptions),
        };
    }

    private static ClientRetry ReadClientRetry(SettingReader read, ClientRetry defaults) =>
        new()
        {
            Mode = read.Choice("clientRetryOptions:mode", defaults.Mode),
            TryTimeout = read.Duration("clientRetryOptions:tryTimeout", defaults.TryTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Delay = read.Duration("clientRetryOptions:delay", defaults.Delay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5)),
            MaximumDelay = read.Duration("clientRetryOptions:maximumDelay", defaults.MaximumDelay, TimeSpan.Zero, TimeSpan.FromHours(1)),
            MaximumRetries = read.Number("clientRetryOptions:maximumRetries", defaults.MaximumRetries, 0, 100),
        };

    private static InitialOffset FromTime(IConfigurationSection json, StartupProblems problems, string shown)
    {
        var text = json["initialOffsetOptions:enqueuedTimeUtc"];
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return InitialOffset.EnqueuedFrom(time);
        }

        problems.Add($"{shown} is '{text}', but must be a UTC time when type is fromEnqueuedTime.");
        return InitialOffset.Start;
    }
}
