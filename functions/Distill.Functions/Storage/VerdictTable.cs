using Distill.Core.Events;
using Distill.Core.Verdicts;

namespace Distill.Functions.Storage;

/// <summary>Verdicts: a row an account, in 16 partitions, as the JSON that the API answers with.</summary>
public sealed class VerdictTable(Tables tables)
{
    public const string Name = "verdicts";

    private readonly VersionedTable _rows = new(tables, Name);

    /// <summary>The verdict's JSON; null for an account never seen.</summary>
    public async Task<byte[]?> FindAsync(AccountId account, CancellationToken ct) =>
        (await _rows.FindAsync(AccountBucket.Coarse(account), TableKey.Escape(account.Value), ct))?.Now.Bytes;

    /// <summary>All verdicts as of the watermark.</summary>
    public async Task<Dictionary<AccountId, Saved<Verdict>>> ReadAsync(Hour? watermark, CancellationToken ct)
    {
        var verdicts = new Dictionary<AccountId, Saved<Verdict>>();
        await foreach (var row in _rows.ReadAsync(ct))
        {
            if (row.AsOf(watermark) is { Bytes: { } json } value)
            {
                var verdict = VerdictJson.Read(json);
                verdicts.Add(verdict.Account, new Saved<Verdict>(value.Hour, verdict));
            }
        }

        return verdicts;
    }

    /// <summary>Forgets accounts.</summary>
    public Task DeleteAsync(IEnumerable<AccountId> accounts, CancellationToken ct) =>
        tables.DeleteAsync(Name, accounts.Select(a => (AccountBucket.Coarse(a), TableKey.Escape(a.Value))), ct);

    /// <summary>Writes the verdicts that changed, each with the saved one that it replaces.</summary>
    public Task SaveAsync(Hour hour, IEnumerable<(Verdict Verdict, Saved<Verdict>? Before)> changes, CancellationToken ct) => _rows.SaveAsync(
        changes.Select(c => new VersionedRow(
            AccountBucket.Coarse(c.Verdict.Account),
            TableKey.Escape(c.Verdict.Account.Value),
            new HourValue(hour, VerdictJson.Write(c.Verdict)),
            c.Before is { } before ? new HourValue(before.Hour, VerdictJson.Write(before.Value)) : null)),
        (entity, row) =>
        {
            var verdict = VerdictJson.Read(row.Now.Bytes);
            entity["Level"] = verdict.Level.Name();
            entity["Score"] = verdict.Score;
            entity["Action"] = verdict.Action.Name();
            if (verdict.Cluster is { } cluster)
            {
                entity["Cluster"] = cluster.ToString();
            }
        },
        ct);
}

/// <summary>A value in the store, and the hour whose run said so.</summary>
public readonly record struct Saved<T>(Hour Hour, T Value);
