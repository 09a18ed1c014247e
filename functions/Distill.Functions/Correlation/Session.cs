using Azure;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Core.Volumes;
using Distill.Core.Windows;
using Distill.Functions.Ingest;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>What a warm instance keeps between runs. All of it can be had from the store again, and is after any failure.</summary>
public sealed class Session(Population population) : IDisposable
{
    /// <summary>Windows of the lookback up to the state's watermark, and the facts.</summary>
    public Population Population => population;

    /// <summary>Keeps profiles of this population's histories.</summary>
    public required Correlator Correlator { get; init; }

    /// <summary>Calls an hour of what the population holds.</summary>
    public VolumeLedger Volumes { get; } = new();

    /// <summary>The version of each hour's windows that the population holds.</summary>
    public Dictionary<(HubPartition, Hour), ETag> Read { get; } = [];

    /// <summary>When the latest fact read was written, by the store's clock; null before the first.</summary>
    public DateTimeOffset? FactsThrough { get; set; }

    public CorrelationState State { get; set; } = CorrelationState.Empty;

    /// <summary>What the store holds as of <see cref="Watermark"/>.</summary>
    public required Dictionary<AccountId, Saved<Verdict>> Verdicts { get; init; }

    public required Dictionary<ClusterId, Saved<Cluster>> Clusters { get; init; }

    /// <summary>Rows that a run which died has left behind: to be written anew by the next save.</summary>
    public HashSet<AccountId> VerdictsLeftBehind { get; init; } = [];

    public HashSet<ClusterId> ClustersLeftBehind { get; init; } = [];

    public required StoredWatermark Watermark { get; set; }

    /// <summary>The ledger as it was last read.</summary>
    public LedgerState Ledger { get; set; } = LedgerState.Empty;

    public void Dispose() => population.Dispose();

    public bool IsSaved => State.Watermark == Watermark.Hour;

    /// <summary>Drops hours that no run will look at again.</summary>
    public void DropBefore(Hour hour)
    {
        Population.DropBefore(hour);
        Volumes.DropBefore(hour);
        foreach (var key in Read.Keys.Where(k => k.Item2 < hour).ToArray())
        {
            Read.Remove(key);
        }
    }
}
