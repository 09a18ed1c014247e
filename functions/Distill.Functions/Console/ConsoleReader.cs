using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Functions.Auth;
using Distill.Functions.Publishing;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Reads what pages are made from, as of now. A person who has decided then sees the decision.</summary>
public sealed class ConsoleReader(ViewFollower views, ClusterReader clusters, CallerRoles roles, TimeProvider time)
{
    private PublishedClusters? _known;

    internal async Task<ConsoleState> ReadAsync(HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        while (true)
        {
            var view = await views.ReadAsync(cancellationToken);
            var ledger = view.Ledger;
            if (await clusters.FindAsync(ledger.Head, cancellationToken) is { } current)
            {
                return new ConsoleState(view, Published(ledger, current)) { Visitor = VisitorOf(request), Now = time.GetUtcNow() };
            }
        }
    }

    internal Visitor VisitorOf(HttpRequest request) => new(roles.NameOf(request), roles.Check(Role.Decide, request) == RoleCheck.Has);

    // To apply thousands of decisions takes longer than to show a page.
    private PublishedClusters Published(LedgerState ledger, SortedDictionary<ClusterId, Cluster> current)
    {
        if (Volatile.Read(ref _known) is { } known && ReferenceEquals(known.Ledger, ledger) && known.Clusters == current)
        {
            return known;
        }

        var published = new PublishedClusters(ledger, current, ledger.Standing(current.Values));
        Volatile.Write(ref _known, published);
        return published;
    }
}
