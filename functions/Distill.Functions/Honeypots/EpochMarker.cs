using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Honeypots;

/// <summary>Marks answers with the code book of the current epoch, and logs a receipt for each before the answer leaves.</summary>
public sealed class EpochMarker(AnswerMarkingOptions options, CodeBooks books, ReceiptTable receipts, TimeProvider time, ILogger<EpochMarker> log)
    : IDisposable
{
    private readonly MasterKey? _master = options.ReadKey();
    private readonly SemaphoreSlim _one = new(1);
    private volatile Epoch? _epoch;

    /// <summary>
    /// The marked text, with its receipt and the receipt's place in the log. If marking or logging fails, the unchanged text alone.
    /// </summary>
    public async Task<MarkedAnswer> MarkAsync(
        string text,
        AccountId account,
        DateTimeOffset? created,
        string requestId,
        CancellationToken cancellationToken
    )
    {
        if (_master is null)
        {
            return new MarkedAnswer(text);
        }

        try
        {
            var epoch = await CurrentAsync(_master, cancellationToken);
            var (marked, receipt, failure) = epoch.Marker.MarkOrKeep(text, epoch.Codes.For(account, created), requestId);
            if (receipt is null)
            {
                log.NotMarked(failure!);
                return new MarkedAnswer(text);
            }

            return new MarkedAnswer(marked, receipt, await receipts.AddAsync(receipt, cancellationToken));
        }
        catch (Exception e) when (StorageFault.IsTheirs(e) || e is InvalidDataException)
        {
            // Without a receipt nobody could later show that the marks were there. The answer matters more.
            log.NotMarked(e);
            return new MarkedAnswer(text);
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Epoch> CurrentAsync(MasterKey master, CancellationToken cancellationToken)
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

            var codes = await books.OfAsync(id, cancellationToken);
            log.EpochBegun(id, codes.Clusters.Count);
            return _epoch = new Epoch(new Marker(master, id, new MarkOptions { Rate = options.Rate }), codes);
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed record Epoch(Marker Marker, CodeBook Codes);
}

/// <summary>A text and, if it was marked, its receipt and the receipt's place in the epoch's log.</summary>
public sealed record MarkedAnswer(string Text, Receipt? Receipt = null, int? Index = null);
