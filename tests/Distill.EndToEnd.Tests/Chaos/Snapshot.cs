using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>
/// All that the app has stored and answers, as lines in order: equal states have equal lines, byte for byte. Only what may differ between two runs of
/// the same events is left out, and each such thing is named here with its reason.
/// </summary>
internal static class Snapshot
{
    // The store's own clock and versions.
    private static readonly string[] s_ofStore = ["odata.etag", "Timestamp", "PartitionKey", "RowKey"];

    private static readonly Dictionary<string, string[]> s_leftOut = new(StringComparer.Ordinal)
    {
        // An event's place in the hub. A duplicate takes a place too, so events after it have other ones.
        ["windows"] = ["Sequence"],

        // The same; and when, by the wall clock, batches were saved.
        ["progress"] = ["Sequence", "LastSequence", "FirstAt", "UpdatedAt", "CallsAt"],

        // When the hub got the event, by the wall clock.
        ["deadletters"] = ["Enqueued"],
        ["unparsed"] = ["Enqueued"],

        // The ledger's and its segments' names, drawn at random, and the wall clock. The revision stays: no fault may publish twice.
        ["state"] = ["Epoch", "UpdatedAt", "SettledAt", "At", "Name"],
    };

    /// <summary>Reads everything.</summary>
    /// <param name="storage">Connection string.</param>
    /// <param name="http">Where the app answers.</param>
    /// <param name="accounts">Accounts to ask for.</param>
    public static async Task<string[]> ReadAsync(string storage, Uri http, IEnumerable<string> accounts)
    {
        var rows = await Stored.RowsAsync(storage);
        return
        [
            .. rows.Where(r => r.Table != "changes").Select(r => Line(r.Table, r.Row)).Distinct().Order(StringComparer.Ordinal),
            .. Published(rows),
            .. await AnswersAsync(http, accounts),
        ];
    }

    private static string Line(string table, TableEntity row)
    {
        var kind = table.StartsWith("windows", StringComparison.Ordinal) ? "windows" : table;
        var leftOut = s_leftOut.GetValueOrDefault(kind, []);

        // The key of a dead letter is its event's place in the hub. A duplicate is a letter of its own, and the same line.
        var key = kind is "deadletters" or "unparsed" ? row.PartitionKey : $"{row.PartitionKey} {row.RowKey}";
        return $"{table} {key} {Text(row, [.. s_ofStore, .. leftOut])}";
    }

    /// <summary>The log of changes as the ledger tells it. Pages that it does not name are of writers that died, and nobody reads them.</summary>
    private static IEnumerable<string> Published(IReadOnlyCollection<(string Table, TableEntity Row)> rows)
    {
        var pages = rows.Where(r => r.Table == "changes").ToLookup(r => r.Row.PartitionKey, r => r.Row);
        return rows.Where(r => r.Table == "state" && r.Row.RowKey.StartsWith("segment-", StringComparison.Ordinal))
            .OrderBy(r => r.Row.RowKey, StringComparer.Ordinal)
            .SelectMany(r =>
                pages[r.Row.GetString("Name")]
                    .OrderBy(page => page.RowKey, StringComparer.Ordinal)
                    .Select(page => $"changes {r.Row.RowKey} {page.RowKey} {Text(page, s_ofStore)}")
            );
    }

    private static async Task<List<string>> AnswersAsync(Uri http, IEnumerable<string> accounts)
    {
        using var client = new HttpClient { BaseAddress = new Uri(http, "/api/v1/") };
        var lines = new List<string>();
        var verdicts = accounts.Select(account => $"verdicts/{Uri.EscapeDataString(account)}");
        foreach (var path in verdicts.Append("clusters").Concat(await ClusterPathsAsync(client)))
        {
            lines.Add($"GET {path} {await client.GetStringAsync(new Uri(path, UriKind.Relative))}");
        }

        return lines;
    }

    private static async Task<string[]> ClusterPathsAsync(HttpClient client)
    {
        var clusters = (await client.GetFromJsonAsync<JsonElement>("clusters")).GetProperty("clusters").EnumerateArray();
        return [.. clusters.Select(c => $"clusters/{c.GetProperty("id").GetString()}")];
    }

    private static string Text(TableEntity row, string[] leftOut) =>
        string.Join(
            ' ',
            row.Where(p => !leftOut.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={Text(p.Value)}")
        );

    private static string Text(object? value) =>
        value is byte[] bytes ? Convert.ToBase64String(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
