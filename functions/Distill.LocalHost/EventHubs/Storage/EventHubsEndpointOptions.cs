using System.Net;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>What the development endpoint serves and where it keeps it.</summary>
internal sealed record EventHubsEndpointOptions
{
    /// <summary>A loopback address, or localhost. There is no authentication, so no other is taken.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The address that <see cref="Host"/> stands for; null when it is not on loopback.</summary>
    public IPAddress? Address =>
        string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(Host, out var parsed) && IPAddress.IsLoopback(parsed) ? parsed
        : null;

    /// <summary>TCP port; 0 picks a free one. 5672 is where official clients look when their connection string names none.</summary>
    public int Port { get; init; }

    /// <summary>The folder for hubs' events; made when it is missing. One endpoint at a time may have it.</summary>
    public required string DataPath { get; init; }

    /// <summary>Partitions of a hub that says nothing else, 1 to 1024. A hub keeps the number it was made with.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Hubs that exist from the start.</summary>
    public IReadOnlyList<HubOptions> InitialHubs { get; init; } = [];

    /// <summary>Makes any hub and any consumer group that a client names. Turn it off to notice misspelt names.</summary>
    public bool CreateOnDemand { get; init; } = true;

    /// <summary>Bytes of one message, batch or single, 64 KiB to 20 MiB. 1 MiB is the standard tier's.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>How long events are kept at least; whole segment files go when all in them is older.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes after which a partition goes on in a new file; what retention can take away.</summary>
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How often written events are forced to the disk. Without it they outlive the process, but not the machine.</summary>
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

    /// <summary>A hub by name, with its own number of partitions and its consumer groups besides $Default.</summary>
    internal sealed record HubOptions(string Name)
    {
        public int? Partitions { get; init; }

        public IReadOnlyList<string> ConsumerGroups { get; init; } = [];
    }
}
