using Azure;
using Distill.Contracts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Core.Volumes;
using Distill.Core.Windows;
using Distill.Functions.Batches;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>What an instance keeps between runs. All of it can be read from the store again, and is after any failure.</summary>
public sealed class Session(Population population) : IDisposable
{
    /// <summary>Windows of the lookback up to the state's watermark, and the facts.</summary>
    public Population Population => population;

    /// <summary>It keeps profiles of this population's histories.</summary>
    public required Correlator Correlator { get; init; }

    /// <summary>How many calls each hour of the population has.</summary>
    public VolumeLedger Volumes { get; } = new();

    /// <summary>The version of each hour's windows that the population holds.</summary>
    public Dictionary<(HubPartition, Hour), ETag> Read { get; } = [];

    /// <summary>What people allow, as read at the beginning of the run.</summary>
    public AllowList Allowed { get; set; } = AllowList.Empty;

    /// <summary>When the latest fact that was read was written, by the store's clock; null before the first.</summary>
    public DateTimeOffset? FactsThrough { get; set; }

    public CorrelationState State { get; set; } = CorrelationState.Empty;

    /// <summary>The last portrait of each cluster that was found since the last save, and its hour.</summary>
    public Dictionary<ClusterId, (Hour Hour, Portrait Portrait)> Portraits { get; } = [];

    /// <summary>What the store holds as of <see cref="Watermark"/>.</summary>
    public required Dictionary<AccountId, SavedVerdict> Verdicts { get; init; }

    public required Dictionary<ClusterId, Saved<Cluster>> Clusters { get; init; }

    /// <summary>Rows that a run wrote before it died. The next save writes them again.</summary>
    public HashSet<AccountId> VerdictsLeftBehind { get; init; } = [];

    public HashSet<ClusterId> ClustersLeftBehind { get; init; } = [];

    public required StoredWatermark Watermark { get; set; }

    /// <summary>The ledger as last read.</summary>
    public LedgerState Ledger { get; set; } = LedgerState.Empty;

    public void Dispose() => population.Dispose();

    public bool IsSaved => State.Watermark == Watermark.Hour;

    /// <summary>Drops the hours before one: no run looks at them again.</summary>
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
