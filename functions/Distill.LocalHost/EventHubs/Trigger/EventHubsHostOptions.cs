using System.Globalization;
using System.Text.Json;

namespace Distill.LocalHost.EventHubs;

/// <summary>host.json's extensions.eventHubs, with the real extension's names and defaults.</summary>
internal sealed record EventHubsHostOptions
{
    /// <summary>Events of one run at most, 1 or more.</summary>
    public int MaxEventBatchSize { get; init; } = 100;

    /// <summary>Events that a run waits for, up to <see cref="MaxWaitTime"/>; 1 runs at once with what is there.</summary>
    public int MinEventBatchSize { get; init; } = 1;

    /// <summary>How long a run waits for the least number of events after its first, up to 10 minutes.</summary>
    public TimeSpan MaxWaitTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A checkpoint after this many batches of a partition, 1 or more.</summary>
    public int BatchCheckpointFrequency { get; init; } = 1;

    /// <summary>Events fetched ahead for a partition, 1 or more; never fewer than a batch takes.</summary>
    public int PrefetchCount { get; init; } = 300;

    public InitialOffset Initial { get; init; } = InitialOffset.Start;

    /// <summary>Reads the eventHubs object of host.json; what it does not name keeps its default, and what it names and we don't have is ignored.</summary>
    /// <exception cref="FormatException">A value is wrong; the message says which.</exception>
    public static EventHubsHostOptions Parse(JsonElement eventHubs)
    {
        var options = new EventHubsHostOptions();
        if (eventHubs.ValueKind != JsonValueKind.Object)
            return options;
        options = options with
        {
            MaxEventBatchSize = Int(eventHubs, "maxEventBatchSize", options.MaxEventBatchSize),
            MinEventBatchSize = Int(eventHubs, "minEventBatchSize", options.MinEventBatchSize),
            BatchCheckpointFrequency = Int(eventHubs, "batchCheckpointFrequency", options.BatchCheckpointFrequency),
            PrefetchCount = Int(eventHubs, "prefetchCount", options.PrefetchCount),
        };
        if (eventHubs.TryGetProperty("maxWaitTime", out var wait))
        {
            options = options with
            {
                MaxWaitTime = TimeSpan.TryParse(wait.GetString(), CultureInfo.InvariantCulture, out var parsed) ? parsed : TimeSpan.Zero,
            };
        }

        if (eventHubs.TryGetProperty("initialOffsetOptions", out var initial) && initial.ValueKind == JsonValueKind.Object)
            options = options with { Initial = InitialOffset.Parse(initial) };
        options.Validate();
        return options;
    }

    /// <exception cref="FormatException">One or more values are out of range; the message names all of them.</exception>
    public void Validate()
    {
        var wrong = new List<string>();
        if (MaxEventBatchSize < 1)
            wrong.Add("maxEventBatchSize is 1 or more.");
        if (MinEventBatchSize < 1 || MinEventBatchSize > MaxEventBatchSize)
            wrong.Add("minEventBatchSize is 1 to maxEventBatchSize.");
        if (MaxWaitTime <= TimeSpan.Zero || MaxWaitTime > TimeSpan.FromMinutes(10))
            wrong.Add("maxWaitTime is more than zero and up to 00:10:00.");
        if (BatchCheckpointFrequency < 1)
            wrong.Add("batchCheckpointFrequency is 1 or more.");
        if (PrefetchCount < 1)
            wrong.Add("prefetchCount is 1 or more.");
        if (wrong.Count > 0)
            throw new FormatException($"host.json, extensions.eventHubs: {string.Join(' ', wrong)}");
    }

    static int Int(JsonElement parent, string name, int otherwise) =>
        !parent.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw new FormatException($"host.json, extensions.eventHubs: {name} is a whole number.");
}
