using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Distill.Honeypots.Attribution;

namespace Distill.Functions.Storage;

/// <summary>
/// Attribution tests that analysts recorded, beside what else they write at their desk: a row each. None is ever changed, so what was read is kept.
/// </summary>
public sealed class AuditTable(TableStore tables, ILogger<AuditTable> log)
{
    private const string Partition = "audits";
    private const string Value = "Json";

    // Most bytes of a test in its row.
    private const int MostBytes = 12 * TableLimits.MaxPropertyBytes;

    // Candidates of all tests that are kept in memory: some tens of megabytes.
    private const int MostKept = 300_000;

    private readonly LruCache<string, RecordedAudit> _known = new(MostKept, keepOne: false);

    /// <summary>All tests, the one recorded first first.</summary>
    public async Task<IReadOnlyList<RecordedAudit>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<RecordedAudit>();
        foreach (
            var (_, id) in await tables.KeysAsync(DeskTable.Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken)
        )
        {
            if (await FindAsync(id, cancellationToken) is { } audit)
            {
                found.Add(audit);
            }
        }

        return [.. found.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Keeps a test. Returns it as it stands: a test that was recorded before stays as it was recorded first. Null if it is too large for a row.
    /// </summary>
    public async Task<RecordedAudit?> AddAsync(
        AttributionRecord test,
        string suspect,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var json = AttributionRecordJson.Write(test);
        var packed = Brotli.Pack(json);
        if (packed.Length > MostBytes)
        {
            return null;
        }

        var id = Convert.ToHexStringLower(SHA256.HashData(json))[..32];
        var row = new TableEntity(Partition, id)
        {
            ["Suspect"] = suspect,
            ["By"] = by,
            ["At"] = at,
        };
        Chunks.Put(row, Value, packed);
        try
        {
            await tables.WriteAsync(DeskTable.Name, [new TableTransactionAction(TableTransactionActionType.Add, row)], cancellationToken);
            return new RecordedAudit(id, suspect, by, at, test);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"The attribution test {id} can't be read.", e);
        }
    }

    private async Task<RecordedAudit?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.Find(id) is { } known)
        {
            return known;
        }

        if (
            await tables.FindAsync(DeskTable.Name, Partition, id, cancellationToken) is not { } row
            || log.TryRead(DeskTable.Name, row, () => Read(row)) is not { } audit
        )
        {
            return null;
        }

        _known.Put(id, audit, 1 + audit.Test.Clusters.Count + audit.Test.Accounts.Count);
        return audit;
    }

    private static RecordedAudit Read(TableEntity row) =>
        new(
            row.RowKey,
            Text(row, "Suspect"),
            Text(row, "By"),
            row.GetDateTimeOffset("At") ?? throw new InvalidDataException("It has no At."),
            AttributionRecordJson.Read(Brotli.Unpack(Chunks.Get(row, Value) ?? []), out var faults)
                ?? throw new InvalidDataException(string.Join("; ", faults))
        );

    private static string Text(TableEntity row, string name) => row.GetString(name) ?? throw new InvalidDataException($"It has no {name}.");
}

/// <summary>An attribution test that somebody recorded.</summary>
/// <param name="Id">A fingerprint of all that is kept of the test: the same test has the same id.</param>
/// <param name="Suspect">Which model or text was tested, in the words of who recorded it.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">When.</param>
/// <param name="Test">What it found.</param>
public sealed record RecordedAudit(string Id, string Suspect, string By, DateTimeOffset At, AttributionRecord Test)
{
    /// <summary>What it found about a cluster, by the cluster's code; null if it did not ask about it.</summary>
    public RecordedCandidate? FindCluster(string code) => Find(Test.Clusters, code);

    /// <summary>What it found about an account; null if it did not ask about it.</summary>
    public RecordedCandidate? FindAccount(string account) => Find(Test.Accounts, account);

    private static RecordedCandidate? Find(IReadOnlyList<RecordedCandidate> candidates, string id)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Id == id)
            {
                return candidate;
            }
        }

        return null;
    }
}
