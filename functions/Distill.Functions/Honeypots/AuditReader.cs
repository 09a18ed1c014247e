using System.Collections.Concurrent;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Reports.Console;

namespace Distill.Functions.Honeypots;

/// <summary>
/// Tells people what recorded attribution tests say of a cluster: tests that asked about it or a member of it, and tests of an epoch in which it has
/// a code.
/// </summary>
public sealed class AuditReader(AuditTable audits, CodeBookTable books, ILogger<AuditReader> log)
{
    // Books never change, so the codes of each are kept.
    private readonly ConcurrentDictionary<EpochId, HashSet<string>> _codes = [];

    internal async Task<ClusterAudits> FindAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var code = MarkCode.Of(cluster.Id).Value;
        var members = cluster.Everyone.Select(a => a.Value).ToHashSet(StringComparer.Ordinal);
        var found = new List<ClusterAudit>();
        foreach (var audit in await audits.ReadAsync(cancellationToken))
        {
            var own = audit.FindCluster(code);
            var member = audit.Test.Accounts.Where(a => members.Contains(a.Id)).Cast<RecordedCandidate?>().FirstOrDefault();
            if (own is not null || member is not null || (await CodesAsync(audit.Test.Epoch, cancellationToken))?.Contains(code) == true)
            {
                found.Add(Shown(audit, own, member));
            }
        }

        return new ClusterAudits([.. found.OrderBy(a => a.Outcome).ThenByDescending(a => a.At)]);
    }

    /// <summary>Marks the rows of a queue whose cluster, or a member of it, a recorded test names.</summary>
    internal async Task<IReadOnlyList<QueueRow>> MarkAsync(IReadOnlyList<QueueRow> rows, CancellationToken cancellationToken)
    {
        var all = await audits.ReadAsync(cancellationToken);
        var codes = all.SelectMany(a => a.Test.Clusters.Where(a.Test.Names)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var accounts = all.SelectMany(a => a.Test.Accounts.Where(a.Test.Names)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Select(row =>
                row with
                {
                    IsNamed =
                        codes.Contains(MarkCode.Of(row.Cluster.Id).Value)
                        || (accounts.Count > 0 && row.Cluster.Everyone.Any(a => accounts.Contains(a.Value))),
                }
            ),
        ];
    }

    // The surest member comes first in a test's list, so it is enough to look at that one.
    private static ClusterAudit Shown(RecordedAudit audit, RecordedCandidate? own, RecordedCandidate? member)
    {
        var test = audit.Test;
        var outcome =
            own is { } named && test.Names(named) ? AuditOutcome.NamesIt
            : member is { } one && test.Names(one) ? AuditOutcome.NamesMember
            : own is not null ? AuditOutcome.DoesNotNameIt
            : AuditOutcome.DidNotAsk;
        return new ClusterAudit(audit.Suspect, test.FoundText, test.Epoch.Value, outcome)
        {
            Member = outcome == AuditOutcome.NamesMember ? AccountId.Parse(member!.Value.Id) : null,
            Chance =
                outcome == AuditOutcome.DidNotAsk ? null
                : outcome == AuditOutcome.NamesMember ? Words(member!.Value.P)
                : Words(own!.Value.P),
            Depends = test.IsShown,
            DependenceChance = Words(test.P),
            Share = test.PowerShare,
            NamingPower = test.NamingPower,
            By = audit.By,
            At = audit.At,
        };
    }

    private static ShownChance Words(double p) => new(Chance.Text(Math.Log(p)), Chance.Odds(Math.Log(p)));

    // Null before the epoch has a book.
    private async Task<HashSet<string>?> CodesAsync(EpochId epoch, CancellationToken cancellationToken)
    {
        if (_codes.TryGetValue(epoch, out var known))
        {
            return known;
        }

        try
        {
            if (await books.FindAsync(epoch, cancellationToken) is not { } book)
            {
                return null;
            }

            return _codes.GetOrAdd(epoch, book.Clusters.Select(c => c.Code).ToHashSet(StringComparer.Ordinal));
        }
        catch (InvalidDataException e)
        {
            log.RowUnreadable(e, CodeBookTable.Name, epoch.Value, "head");
            return null;
        }
    }
}
