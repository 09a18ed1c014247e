using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>One event hub. Its partitions are in one folder.</summary>
internal sealed class Hub : IDisposable
{
    private readonly PartitionLog[] _partitions;
    private int _next = -1;

    private Hub(string name, DateTimeOffset createdAt, PartitionLog[] partitions)
    {
        Name = name;
        CreatedAt = createdAt;
        _partitions = partitions;
    }

    public string Name { get; }

    public DateTimeOffset CreatedAt { get; }

    public IReadOnlyList<PartitionLog> Partitions => _partitions;

    /// <summary>Opens the hub in a folder, or makes it there. An existing hub keeps its number of partitions.</summary>
    public static Hub Open(string directory, string name, int partitionCount, long segmentBytes, TimeProvider clock, ILogger logger)
    {
        Directory.CreateDirectory(directory);
        var description = Path.Combine(directory, "hub.json");
        var facts = new Facts(clock.GetUtcNow(), partitionCount);
        if (File.Exists(description))
        {
            facts = JsonSerializer.Deserialize<Facts>(File.ReadAllBytes(description)) is { Partitions: > 0 } kept
                ? kept
                : throw new InvalidDataException($"'{description}' does not say how many partitions the hub has. Delete the data folder.");
            if (facts.Partitions != partitionCount)
            {
                EventHubsLog.PartitionCountKept(logger, name, facts.Partitions, partitionCount);
            }
        }
        else
        {
            DraftFile.Write(description, JsonSerializer.SerializeToUtf8Bytes(facts));
        }

        var partitions = new PartitionLog[facts.Partitions];
        for (var i = 0; i < partitions.Length; i++)
        {
            partitions[i] = PartitionLog.Open(Path.Combine(directory, PartitionId(i)), segmentBytes, clock, logger);
        }

        return new(name, facts.CreatedAt, partitions);
    }

    public static string PartitionId(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public PartitionLog? Find(string partitionId) =>
        int.TryParse(partitionId, out var index) && index >= 0 && index < _partitions.Length ? _partitions[index] : null;

    /// <summary>Returns the partition of a key, by the service's own hash. Without a key, it takes the partitions in turn.</summary>
    public PartitionLog Route(string? partitionKey) =>
        partitionKey is null
            ? _partitions[(int)((uint)Interlocked.Increment(ref _next) % (uint)_partitions.Length)]
            : _partitions[PartitionHash.Partition(partitionKey, _partitions.Length)];

    public void Dispose()
    {
        foreach (var partition in _partitions)
        {
            partition.Dispose();
        }
    }

    private sealed record Facts(DateTimeOffset CreatedAt, int Partitions);
}
