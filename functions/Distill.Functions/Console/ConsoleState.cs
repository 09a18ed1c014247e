using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Publishing;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Everything that a page is made from, as of one revision of the ledger.</summary>
/// <param name="View">All verdicts.</param>
/// <param name="Ledger">The ledger.</param>
/// <param name="Clusters">The clusters, in order of id.</param>
/// <param name="Standing">What analysts decided.</param>
internal sealed record ConsoleState(PublishedView View, LedgerState Ledger, SortedDictionary<ClusterId, Cluster> Clusters, Standing Standing)
{
    public required Visitor Visitor { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>A cluster that is published, or that anyone ever decided on; null if there is no such cluster.</summary>
    public Cluster? Find(ClusterId cluster) => new PublishedClusters(Ledger, Clusters, Standing).Find(cluster);

    /// <summary>The frame of a page.</summary>
    public ConsoleContext Context(string title, ConsoleSection section = ConsoleSection.None) =>
        new(title, section, Visitor, Now) { AsOf = Ledger.Head.Hour?.End, SimulatesAll = Standing.SimulatesAll };
}
