using System.Net;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>Settings of the development endpoint for Event Hubs.</summary>
internal sealed record EventHubsEndpointOptions
{
    /// <summary>A loopback address, or localhost. Others are refused, because there is no authentication.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The IP address for <see cref="Host"/>; null if it is not a loopback address.</summary>
    public IPAddress? Address =>
        string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(Host, out var parsed) && IPAddress.IsLoopback(parsed) ? parsed
        : null;

    /// <summary>The TCP port; 0 picks a free one. Official clients use 5672 if their connection string names none.</summary>
    public int Port { get; init; }

    /// <summary>The folder for the hubs' events. It is made if it is missing. Only one endpoint at a time can use it.</summary>
    public required string DataPath { get; init; }

    /// <summary>The number of partitions of a hub that sets none itself, 1 to 1024. An existing hub keeps its number.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Hubs that exist from the start.</summary>
    public IReadOnlyList<HubOptions> InitialHubs { get; init; } = [];

    /// <summary>Whether to make any hub and any consumer group that a client names. Turn it off to notice misspelt names.</summary>
    public bool CreateOnDemand { get; init; } = true;

    /// <summary>The largest message in bytes, batch or single, 64 KiB to 20 MiB. The default, 1 MiB, is the limit of the standard tier.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>The least time that events are kept. A segment file is deleted when all its events are older.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The size in bytes after which a partition starts a new file. Retention deletes whole files.</summary>
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How often written events are forced to the disk. Without that they survive a crash of the process, but not of the machine.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">One or more options are out of range; the message names all of them.</exception>
    public void Validate()
    {
        var wrong = new List<string>();
        if (Address is null)
        {
            wrong.Add($"Host is a loopback address, since there is no authentication, and not '{Host}'.");
        }

        if (Port is < 0 or > 65535)
        {
            wrong.Add($"Port is 0 to 65535, not {Port}.");
        }

        if (string.IsNullOrWhiteSpace(DataPath))
        {
            wrong.Add("DataPath is empty.");
        }

        if (Partitions is < 1 or > 1024 || InitialHubs.Any(hub => hub.Partitions is < 1 or > 1024))
        {
            wrong.Add("Partitions is 1 to 1024.");
        }

        if (MaxMessageBytes is < 64 * 1024 or > 20 * 1024 * 1024)
        {
            wrong.Add($"MaxMessageBytes is 65536 to 20971520, not {MaxMessageBytes}.");
        }

        if (Retention <= TimeSpan.Zero)
        {
            wrong.Add("Retention is more than zero.");
        }

        if (SegmentBytes < 1)
        {
            wrong.Add("SegmentBytes is more than zero.");
        }

        if (FlushInterval <= TimeSpan.Zero)
        {
            wrong.Add("FlushInterval is more than zero.");
        }

        if (wrong.Count > 0)
        {
            throw new ArgumentException($"The Event Hubs endpoint can't start. {string.Join(' ', wrong)}");
        }
    }

    /// <summary>A hub's name, its own number of partitions, and its consumer groups besides $Default.</summary>
    internal sealed record HubOptions(string Name)
    {
        public int? Partitions { get; init; }

        public IReadOnlyList<string> ConsumerGroups { get; init; } = [];
    }
}
