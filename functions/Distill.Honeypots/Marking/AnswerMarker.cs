using Distill.Contracts;
using Distill.Honeypots.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Honeypots.Marking;

/// <summary>
/// Marks answers in the API tier, without a network call. Its host gives it an epoch's key and code book, and the next epoch's when that begins. Safe
/// for several threads. Store the receipts in the log: without its receipt an answer is still marked, but nobody can prove it.
/// </summary>
/// <param name="logger">Logs the first failure to mark; null to log nothing.</param>
public sealed class AnswerMarker(ILogger<AnswerMarker>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<AnswerMarker>.Instance;
    private volatile Feed? _feed;
    private long _failed;

    /// <summary>How many answers left unmarked, wholly or from some sentence on, because marking failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>The epoch whose key marks answers now; null before <see cref="Use"/>.</summary>
    public EpochId? Epoch => _feed?.Marker.Epoch;

    /// <summary>Marks new answers with this key and code book from now on. Streams that have begun keep theirs.</summary>
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
    /// Returns the answer as it leaves, with its receipt. Before <see cref="Use"/>, or if marking failed, it returns the answer as it came, without a
    /// receipt.
    /// </summary>
    /// <param name="text">The whole answer.</param>
    /// <param name="account">The account that asked.</param>
    /// <param name="created">When the account signed up; null if unknown. It decides the code of an account that is in no cluster.</param>
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

    /// <summary>Begins to mark an answer that is streamed. Returns null before <see cref="Use"/>.</summary>
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
