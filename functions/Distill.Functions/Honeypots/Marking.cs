using Azure;
using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Honeypots;

/// <summary>Marks responses for the epoch that it is, by the code book that was laid down for it, and logs each before it leaves.</summary>
public sealed class Marking(
    HoneypotOptions options,
    TimeProvider time,
    ClusterTable clusters,
    StateTable state,
    CodeBookTable books,
    ReceiptTable receipts,
    ILogger<Marking> log
) : IDisposable
{
    private readonly MasterKey? _master = options.ReadKey();
    private readonly SemaphoreSlim _one = new(1);
    private volatile Epoch? _epoch;

    /// <summary>The text marked, with its receipt and place in the log; as it came, with neither, where it can't be marked or logged.</summary>
    public async Task<(string Text, Receipt? Receipt, int? Index)> MarkAsync(
        string text,
        AccountId account,
        DateTimeOffset? created,
        string requestId,
        CancellationToken cancellationToken
    )
    {
        if (_master is null)
        {
            return (text, null, null);
        }

        try
        {
            var epoch = await NowAsync(_master, cancellationToken);
            var (marked, receipt, failure) = epoch.Marker.MarkOrKeep(text, epoch.Codes.For(account, created), requestId);
            if (receipt is null)
            {
                log.NotMarked(failure!);
                return (text, null, null);
            }

            return (marked, receipt, await receipts.AddAsync(receipt, cancellationToken));
        }
        catch (Exception e) when (StorageFault.IsTheirs(e) || e is InvalidDataException)
        {
            // Marks that nothing can show later are worth less than the answer.
            log.NotMarked(e);
            return (text, null, null);
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Epoch> NowAsync(MasterKey master, CancellationToken cancellationToken)
    {
        var id = new EpochCalendar(options.EpochDays).At(time.GetUtcNow());
        if (_epoch is { } now && now.Marker.Epoch == id)
        {
            return now;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_epoch is { } meanwhile && meanwhile.Marker.Epoch == id)
            {
                return meanwhile;
            }

            var codes = await books.FindAsync(id, cancellationToken) ?? await LayDownAsync(id, cancellationToken);
            log.EpochBegun(id, codes.Clusters.Count);
            return _epoch = new Epoch(new Marker(master, id, new MarkOptions { Rate = options.Rate }), codes);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The clusters as the correlation has them now; the first instance to ask decides for the epoch.</summary>
    private async Task<CodeBook> LayDownAsync(EpochId id, CancellationToken cancellationToken)
    {
        var watermark = await state.ReadAsync(cancellationToken);
        var (now, _) = await clusters.ReadAsync(watermark.Hour, cancellationToken);
        var book = CodeBook.Of(id, now.Values.Select(c => (c.Value.Id, c.Value.Accounts.AsEnumerable())));
        try
        {
            await books.AddAsync(book, cancellationToken);
            return book;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await books.FindAsync(id, cancellationToken) ?? throw new InvalidDataException($"The code book of {id} went away.");
        }
    }

    private sealed record Epoch(Marker Marker, CodeBook Codes);
}
