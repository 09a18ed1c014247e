using Azure;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>How far the ledger came. Every publisher replaces the head as it read it, so all publications have one order.</summary>
public sealed record LedgerHead
{
    /// <summary>The head of a store in which nothing was ever published.</summary>
    public static LedgerHead None { get; } = new();

    /// <summary>Names this ledger. A store that was emptied gets a ledger with another name.</summary>
    public Guid Epoch { get; init; }

    /// <summary>Grows by one with every commit.</summary>
    public long Revision { get; init; }

    /// <summary>The hour as of which verdicts are published. It is always the watermark's.</summary>
    public Hour? Hour { get; init; }

    /// <summary>Whether all verdicts were published as simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>Decisions that ended before this time no longer affect the published verdicts.</summary>
    public DateTimeOffset SettledAt { get; init; }

    /// <summary>Segments up to this revision are no longer kept.</summary>
    public long Pruned { get; init; }

    /// <summary>The revision that last ended verdicts; 0 if their rows are known to be gone.</summary>
    public long Ended { get; init; }

    /// <summary>The hour as of which they ended; null if none did.</summary>
    public Hour? EndedHour { get; init; }

    /// <summary>The stored row can't be read, and this is what could be found out. It is written at once.</summary>
    public bool IsMended { get; init; }

    /// <summary>The row's version; null if nothing was published.</summary>
    public ETag? Version { get; init; }
}
