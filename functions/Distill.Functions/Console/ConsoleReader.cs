using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Auth;
using Distill.Functions.Publishing;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Reads what pages are made from, as of now. A person who has decided then sees the decision.</summary>
public sealed class ConsoleReader(ViewFollower views, ClusterReader clusters, CallerRoles roles, TimeProvider time)
{
    private Known? _known;

    internal async Task<ConsoleState> ReadAsync(HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        while (true)
        {
            var view = await views.ReadAsync(cancellationToken);
            var ledger = view.Ledger;
            if (await clusters.FindAsync(ledger.Head, cancellationToken) is { } current)
            {
                return new ConsoleState(view, ledger, current, Standing(ledger, current)) { Visitor = VisitorOf(request), Now = time.GetUtcNow() };
            }
        }
    }

    internal Visitor VisitorOf(HttpRequest request) => new(roles.NameOf(request), roles.Check(Role.Decide, request) == RoleCheck.Has);

    // To apply thousands of decisions takes longer than to show a page.
    private Standing Standing(LedgerState ledger, SortedDictionary<ClusterId, Cluster> current)
    {
        if (Volatile.Read(ref _known) is { } known && ReferenceEquals(known.Ledger, ledger) && known.Clusters == current)
        {
            return known.Standing;
        }

        var standing = ledger.Standing(current.Values);
        Volatile.Write(ref _known, new Known(ledger, current, standing));
        return standing;
    }

    private sealed record Known(LedgerState Ledger, SortedDictionary<ClusterId, Cluster> Clusters, Standing Standing);
}
