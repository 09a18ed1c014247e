using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Distill.Functions.Batches;
using Distill.Functions.Settings;

namespace Distill.Functions.Storage;

/// <summary>
/// Rejected events. The hub partition is the partition and the sequence number is the row, so that a replay writes the same row. An event that can't
/// be parsed may hold prompt text anywhere. Its bytes are in a table of their own, with its own readers and its own retention.
/// </summary>
public sealed class DeadLetterTable(TableStore tables, FeatureKeys keys)
{
    public const string Name = "deadletters";
    public const string Unparsed = "unparsed";

    // An event may be as large as an entity. Its end is cut off to leave room for the rest of the row. Azurite counts an entity's bytes in base64.
    private const int MaxBody = 11 * TableLimits.MaxPropertyBytes;

    public async Task SaveAsync(IReadOnlyCollection<DeadLetter> letters, CancellationToken cancellationToken)
    {
        if (letters.Count == 0)
        {
            return;
        }

        var read = letters.Select(letter => (Letter: letter, Body: letter.Redacted(keys.Clients))).ToArray();
        var unparsed = read.Where(r => r.Body is null).Select(r => Row(r.Letter, r.Letter.Event.Body.Span)).ToArray();
        if (unparsed.Length > 0)
        {
            await tables.WriteAsync(Unparsed, unparsed.Select(Upsert), cancellationToken);
        }

        await tables.WriteAsync(Name, read.Select(r => Upsert(Row(r.Letter, r.Body))), cancellationToken);
    }

    /// <summary>
    /// Deletes what was written to <see cref="Name"/> or <see cref="Unparsed"/> before a time, by the store's clock. Returns how many.
    /// </summary>
    public Task<int> DeleteWrittenBeforeAsync(string table, DateTimeOffset time, CancellationToken cancellationToken) =>
        tables.DeleteAsync(table, TableStore.WrittenBefore(time), cancellationToken);

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableEntity Row(DeadLetter letter, ReadOnlySpan<byte> body)
    {
        var row = new TableEntity(TableKey.Escape(letter.Partition.Id), letter.Event.Sequence.ToString("d20", CultureInfo.InvariantCulture))
        {
            ["Reason"] = letter.Reason,
            ["Length"] = letter.Event.Body.Length,
        };
        if (letter.Event.Enqueued >= TableLimits.FirstTime)
        {
            row["Enqueued"] = letter.Event.Enqueued;
        }

        if (letter.Field is { } field)
        {
            row["Field"] = field;
        }

        if (body.IsEmpty)
        {
            return row;
        }

        // A short body is stored as text, so that an operator can read it in any table viewer.
        if (
            body.Length <= TableLimits.MaxPropertyBytes / 2
            && System.Text.Unicode.Utf8.IsValid(body)
            && Encoding.UTF8.GetString(body) is var text
            && IsShown(text)
        )
        {
            row["Body"] = text;
        }
        else
        {
            Chunks.Put(row, "Body", body[..Math.Min(body.Length, MaxBody)]);
        }

        return row;
    }

    // The service may refuse a text with other control characters, or with what is no character.
    private static bool IsShown(string text) => !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c >= '\uFFFE');
}
