using Distill.Client.Verdicts;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Microsoft.Extensions.Options;

namespace Distill.Client.Sample;

/// <summary>
/// Marks answers to accounts whose action is honeypot, and stores the receipts. Until the epoch ends, an account keeps the code of the first
/// cluster that it is marked for. If anything fails, the answer goes out unmarked.
/// </summary>
internal sealed partial class Honeypot(
    IOptions<SampleHoneypotOptions> options,
    ILogger<Honeypot> log,
    ILogger<AnswerMarker> markerLog,
    TimeProvider? clock = null
) : IDisposable
{
    private readonly MasterKey? _master = options.Value.ReadKey();
    private readonly EpochCalendar _epochs = new(options.Value.EpochDays);
    private readonly MarkOptions _strength = new() { Rate = options.Value.Rate };
    private readonly AnswerMarker _marker = new(markerLog);
    private readonly Dictionary<AccountId, ClusterId> _clusters = [];
    private readonly Lock _gate = new();
    private FileStream? _receipts;

    public string Mark(string text, string account, CachedVerdict verdict, string requestId)
    {
        if (_master is null || verdict.Action != VerdictAction.Honeypot || !AccountId.TryParse(account, null, out var id))
        {
            return text;
        }

        lock (_gate)
        {
            Follow(_master, id, ClusterId.TryParse(verdict.Cluster, null, out var cluster) ? cluster : null);
            var (marked, receipt) = _marker.Mark(text, id, created: null, requestId);
            return receipt is not null && TryKeep(receipt) ? marked : text;
        }
    }

    public void Dispose() => _receipts?.Dispose();

    // Gives the marker a new code book when an epoch begins and when an account is marked for the first time in the epoch.
    private void Follow(MasterKey key, AccountId account, ClusterId? cluster)
    {
        var epoch = _epochs.At((clock ?? TimeProvider.System).GetUtcNow());
        var begins = _marker.Epoch != epoch;
        if (begins)
        {
            _clusters.Clear();
        }

        if ((cluster is { } own && _clusters.TryAdd(account, own)) || begins)
        {
            _marker.Use(key, CodeBook.Of(epoch, _clusters.GroupBy(c => c.Value, c => c.Key).Select(c => (c.Key, c.AsEnumerable()))), _strength);
        }
    }

    private bool TryKeep(Receipt receipt)
    {
        try
        {
            _receipts ??= new FileStream(options.Value.Receipts!, FileMode.Append, FileAccess.Write, FileShare.Read);
            _receipts.Write([.. ReceiptJson.Write(receipt), (byte)'\n']);
            _receipts.Flush();
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
