using Distill.Client.Honeypots;
using Distill.Client.Verdicts;
using Distill.Core.Correlation;
using Distill.Core.Events;
using Distill.Core.Honeypots;
using Distill.Core.Verdicts;
using Microsoft.Extensions.Options;

namespace Distill.Client.Sample;

/// <summary>
/// Marks answers to accounts whose verdict says so, and keeps the receipts. The first cluster that an account is marked for is its code until the epoch
/// ends. Where anything fails the answer leaves as it came.
/// </summary>
internal sealed partial class Honeypot(IOptions<HoneypotOptions> options, ILogger<Honeypot> log, ILogger<AnswerMarker> markerLog, TimeProvider? clock = null) : IDisposable
{
    readonly MasterKey? master = options.Value.ReadKey();
    readonly EpochCalendar epochs = new(options.Value.EpochDays);
    readonly MarkOptions strength = new() { Rate = options.Value.Rate };
    readonly AnswerMarker marker = new(markerLog);
    readonly Dictionary<AccountId, ClusterId> clusters = [];
    readonly Lock gate = new();
    FileStream? receipts;

    public string Mark(string text, string account, CachedVerdict verdict, string requestId)
    {
        if (master is null || verdict.Action != VerdictAction.Honeypot || !AccountId.TryParse(account, null, out var id))
            return text;
        lock (gate)
        {
            Follow(master, id, ClusterId.TryParse(verdict.Cluster, null, out var cluster) ? cluster : null);
            var (marked, receipt) = marker.Mark(text, id, created: null, requestId);
            return receipt is not null && TryKeep(receipt) ? marked : text;
        }
    }

    public void Dispose() => receipts?.Dispose();

    // Feeds the marker when an epoch begins and when an account is marked for the first time in it.
    void Follow(MasterKey key, AccountId account, ClusterId? cluster)
    {
        var epoch = epochs.At((clock ?? TimeProvider.System).GetUtcNow());
        var begins = marker.Epoch != epoch;
        if (begins)
            clusters.Clear();
        if ((cluster is { } own && clusters.TryAdd(account, own)) || begins)
            marker.Use(key, CodeBook.Of(epoch, clusters.GroupBy(c => c.Value, c => c.Key).Select(c => (c.Key, c.AsEnumerable()))), strength);
    }

    bool TryKeep(Receipt receipt)
    {
        try
        {
            receipts ??= new FileStream(options.Value.Receipts!, FileMode.Append, FileAccess.Write, FileShare.Read);
            receipts.Write([.. ReceiptJson.Write(receipt), (byte)'\n']);
            receipts.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotKept(log, e);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A receipt could not be kept; the answer left as it came.")]
    static partial void NotKept(ILogger log, Exception e);
}
