using System.Globalization;
using System.Runtime.CompilerServices;
using Distill.Core.Events;
using Distill.Core.Verdicts;

namespace Distill.Functions.Storage;

/// <summary>Verdicts: a row an account, in 16 partitions, as the JSON that the API answers with.</summary>
public sealed class VerdictTable(Tables tables)
{
    public const string Name = "verdicts";

    private readonly VersionedTable _rows = new(tables, Name);

    /// <summary>The verdict as of the watermark; null for an account that had none.</summary>
    public async Task<Verdict?> FindAsync(AccountId account, Hour? watermark, CancellationToken ct) =>
        await _rows.FindAsync(AccountBucket.Coarse(account), TableKey.Escape(account.Value), ct) is { } row && row.AsOf(watermark) is { Bytes: { } json }
            ? VerdictJson.Read(json)
            : null;

    /// <summary>The verdicts of a sixteenth of all accounts as of the watermark, one by one.</summary>
    /// <param name="bucket">0 to 15; those that a run is about to publish over are left out.</param>
    /// <param name="watermark">The hour as of which verdicts are published.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<Verdict> ReadBucketAsync(int bucket, Hour? watermark, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in _rows.ReadAsync(bucket.ToString("x1", CultureInfo.InvariantCulture), ct))
        {
            if (row.AsOf(watermark) is { Bytes: { } json })
            {
                yield return VerdictJson.Read(json);
            }
        }
    }

    /// <summary>All verdicts as of the watermark, and the accounts whose rows a run that died has left behind.</summary>
    public async Task<(Dictionary<AccountId, Saved<Verdict>> Verdicts, HashSet<AccountId> LeftBehind)> ReadAsync(Hour? watermark, CancellationToken ct)
    {
        var (verdicts, leftBehind) = (new Dictionary<AccountId, Saved<Verdict>>(), new HashSet<AccountId>());
        await foreach (var row in _rows.ReadAsync(ct))
        {
            if (row.IsLeftBehind(watermark))
            {
                leftBehind.Add(AccountId.Parse(TableKey.Unescape(row.RowKey)));
            }

            if (row.AsOf(watermark) is { Bytes: { } json } value)
            {
                var verdict = VerdictJson.Read(json);
                verdicts.Add(verdict.Account, new Saved<Verdict>(value.Hour, verdict));
            }
        }

        return (verdicts, leftBehind);
    }

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
