using System.Globalization;
using Distill.Core.Clusters;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Reports.Console;

namespace Distill.Functions.Honeypots;

/// <summary>Tells people whether a cluster's answers are marked in the current epoch. Books never change, so that of the epoch is kept.</summary>
public sealed class MarkReader(AnswerMarkingOptions options, CodeBookTable books, ReceiptTable receipts, TimeProvider time, ILogger<MarkReader> log)
{
    // Marked answers that are looked at, the last ones. A log of millions has no count by cluster.
    private const int Looked = 1000;

    // How long the counts of the log are shown before it is read again.
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(1);

    private readonly bool _isOn = options.ReadKey() is not null;
    private CodeBook? _book;
    private Counted? _counted;

    internal async Task<ClusterMarks> FindAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var epoch = new EpochCalendar(options.EpochDays).At(time.GetUtcNow());
        var begun = DateOnly.ParseExact(epoch.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var marks = new ClusterMarks(_isOn, begun, begun.AddDays(options.EpochDays));
        if (!_isOn || await BookAsync(epoch, cancellationToken) is not { } book)
        {
            return marks;
        }

        var code = MarkCode.Of(cluster.Id).Value;
        var coded = book.Clusters.FirstOrDefault(c => c.Code == code)?.Accounts.ToHashSet(StringComparer.Ordinal);
        var counted = await CountAsync(epoch, cancellationToken);
        return marks with
        {
            HasBook = true,
            Coded = coded?.Count ?? 0,
            Joined = cluster.Everyone.Count(a => coded?.Contains(a.Value) != true),
            Marked = counted.All,
            Looked = counted.Looked,
            Own = counted.ByCode.GetValueOrDefault(code),
        };
    }

    private async Task<CodeBook?> BookAsync(EpochId epoch, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _book) is { } known && known.Epoch == epoch)
        {
            return known;
        }

        try
        {
            var book = await books.FindAsync(epoch, cancellationToken);
            Volatile.Write(ref _book, book);
            return book;
        }
        catch (InvalidDataException e)
        {
            log.RowUnreadable(e, CodeBookTable.Name, epoch.Value, "head");
            return null;
        }
    }

    private async Task<Counted> CountAsync(EpochId epoch, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _counted);
        var same = known?.Epoch == epoch ? known : null;
        var now = time.GetUtcNow();
        if (same is not null && now - same.At < s_fresh)
        {
            return same;
        }

        var all = await receipts.CountAsync(epoch, same?.All ?? 0, cancellationToken);
        var byCode = new Dictionary<string, int>(StringComparer.Ordinal);
        var looked = 0;
        await foreach (var line in receipts.ReadAsync(epoch, Math.Max(0, all - Looked), cancellationToken))
        {
            looked++;
            if (ReceiptJson.Read(line) is { } receipt)
            {
                byCode[receipt.Code.Value] = byCode.GetValueOrDefault(receipt.Code.Value) + 1;
            }
        }

        var counted = new Counted(epoch, now, Math.Max(all, looked), looked, byCode);
        Volatile.Write(ref _counted, counted);
        return counted;
    }

    private sealed record Counted(EpochId Epoch, DateTimeOffset At, int All, int Looked, Dictionary<string, int> ByCode);
}
