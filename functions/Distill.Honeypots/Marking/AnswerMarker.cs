using Distill.Contracts;
using Distill.Honeypots.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Honeypots.Marking;

/// <summary>
/// Marks answers in the API tier, without a round trip. Its host feeds it an epoch's key and code book, and the next epoch's when that begins. Safe
/// for several threads. Put the receipts into the log: an answer whose receipt is lost is still marked, but nobody can show it.
/// </summary>
/// <param name="logger">Is told when marking begins to fail. Null for none.</param>
public sealed class AnswerMarker(ILogger<AnswerMarker>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<AnswerMarker>.Instance;
    private volatile Feed? _feed;
    private long _failed;

    /// <summary>How many answers left unmarked, as a whole or from some sentence on, because marking failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>The epoch that answers are marked for; null before anything was fed.</summary>
    public EpochId? Epoch => _feed?.Marker.Epoch;

    /// <summary>Marks with these from now on. Answers that are being written end as they began.</summary>
    /// <param name="master">The master key.</param>
    /// <param name="codes">The epoch's code book.</param>
    /// <param name="options">How strongly to mark.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public void Use(MasterKey master, CodeBook codes, MarkOptions? options = null)
    {
        if (options?.Errors().FirstOrDefault() is { } error)
        {
            throw new ArgumentException(error, nameof(options));
        }

        _feed = new Feed(new Marker(master, codes.Epoch, options), codes);
    }

    /// <summary>
    /// The answer as it leaves, with its receipt. If nothing was fed yet, or marking failed, it is the answer as it came, without a receipt.
    /// </summary>
    /// <param name="text">The whole answer.</param>
    /// <param name="account">Who asked.</param>
    /// <param name="created">The account's sign-up, if known. It gives the code of an account that is in no cluster.</param>
    /// <param name="requestId">The request.</param>
    public (string Text, Receipt? Receipt) Mark(string text, AccountId account, DateTimeOffset? created, string requestId)
    {
        if (_feed is not { } feed)
        {
            return (text, null);
        }

        var (marked, receipt, failure) = feed.Marker.MarkOrKeep(text, feed.Codes.For(account, created), requestId);
        if (failure is not null)
        {
            Count(failure);
        }

        return (marked, receipt);
    }

    /// <summary>The same for an answer that is streamed; null before anything was fed.</summary>
    public MarkingStream? Begin(AccountId account, DateTimeOffset? created, string requestId) =>
        _feed is { } feed ? feed.Marker.Begin(feed.Codes.For(account, created), requestId, Count) : null;

    private void Count(Exception failure)
    {
        if (Interlocked.Increment(ref _failed) == 1)
        {
            Log.AnswerNotMarked(_logger, failure);
        }
    }

    private sealed record Feed(Marker Marker, CodeBook Codes);
}
