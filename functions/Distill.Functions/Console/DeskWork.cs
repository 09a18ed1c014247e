using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>What analysts wrote, by cluster.</summary>
internal sealed class DeskWork
{
    private readonly Dictionary<ClusterId, CaseWork> _cases;

    private DeskWork(Dictionary<ClusterId, CaseWork> cases, DateTimeOffset? seen) => (_cases, Seen) = (cases, seen);

    /// <summary>Up to when the visitor has marked all clusters as seen; null if never.</summary>
    public DateTimeOffset? Seen { get; }

    /// <summary>Everybody to whom a cluster is assigned, in order.</summary>
    public IReadOnlyList<string> Assignees => [.. _cases.Values.Select(c => c.Assignee).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    public CaseWork this[ClusterId cluster] => _cases.GetValueOrDefault(cluster, CaseWork.None);

    public static async Task<DeskWork> ReadAsync(DeskTable desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var entries = await desk.ReadAllAsync(cancellationToken);
        return new DeskWork(
            entries.GroupBy(e => e.Cluster).ToDictionary(g => g.Key, Of),
            await desk.FindSeenAsync(visitor.Name ?? "", cancellationToken)
        );
    }

    /// <summary>The entries of one cluster, with the text of its notes.</summary>
    public static async Task<CaseWork> ReadAsync(DeskTable desk, ClusterId cluster, CancellationToken cancellationToken) =>
        Of(await desk.ReadAsync(cluster, cancellationToken)) with
        {
            Key = IdempotencyKey.New(),
        };

    private static CaseWork Of(IEnumerable<DeskEntry> entries)
    {
        var all = entries.ToArray();
        var assigned = Array.FindLast(all, e => e.Kind == DeskEntryKind.Assignment);
        return new CaseWork
        {
            Assignee = assigned is { Text.Length: > 0 } ? assigned.Text : null,
            AssignedBy = assigned?.By,
            AssignedAt = assigned?.At,
            Notes = [.. all.Where(e => e.Kind == DeskEntryKind.Note).Select(e => new CaseNote(e.By, e.At, e.Text))],
        };
    }
}
