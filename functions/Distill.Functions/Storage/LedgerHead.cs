using Azure;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>How far the ledger came. Whoever publishes anything replaces it as it was read, so publications stand in one order.</summary>
public sealed record LedgerHead
{
    /// <summary>Of a store where nothing was ever published.</summary>
    public static LedgerHead None { get; } = new();

    /// <summary>Names this ledger; another one, in a store that was emptied, has another.</summary>
    public Guid Epoch { get; init; }

    /// <summary>Grows by one with every commit.</summary>
    public long Revision { get; init; }

    /// <summary>The hour as of which verdicts are published: always the watermark's.</summary>
    public Hour? Hour { get; init; }

    /// <summary>Whether all verdicts were published as simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>What ended before has been taken out of the verdicts published.</summary>
    public DateTimeOffset SettledAt { get; init; }

    /// <summary>Segments up to this revision are no longer kept.</summary>
    public long Pruned { get; init; }

    /// <summary>The revision that last ended verdicts; 0 when their rows are known to be gone.</summary>
    public long Ended { get; init; }

    /// <summary>The hour as of which they ended; null when none did.</summary>
    public Hour? EndedHour { get; init; }

    /// <summary>Null where nothing was published.</summary>
    public ETag? Version { get; init; }
}
