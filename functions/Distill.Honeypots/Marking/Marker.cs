using System.Buffers;
using System.Collections.Concurrent;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>Marks the texts of one epoch. The same text, assignment and request give the same result. Safe for several threads.</summary>
public sealed class Marker
{
    // How many keys are kept. A key takes some kilobytes.
    private const int CachedKeys = 4096;

    private readonly MasterKey _master;
    private readonly MarkKey _provider;
    private readonly CellRouter _router;
    private readonly double _rate;
    private readonly ConcurrentDictionary<(Layer, string), MarkKey> _keys = new();

    public Marker(MasterKey master, EpochId epoch, MarkOptions? options = null)
    {
        (_master, Epoch, _rate) = (master, epoch, (options ?? new MarkOptions()).Rate);
        (_provider, _router) = (master.Provider(epoch), master.Router(epoch));
    }

    public EpochId Epoch { get; }

    /// <summary>
    /// Sets the sites that the request draws to the forms that their signs want. Marking the result again for the same request changes nothing.
    /// </summary>
    public MarkedText Mark(string text, MarkAssignment assignment, string requestId) => Mark(text, assignment, requestId, out _);

    /// <summary>
    /// Marks a text in the same way. If marking fails, the rest of the text is left as it came, and <paramref name="failure"/> says why; otherwise it
    /// is null.
    /// </summary>
    internal MarkedText Mark(string text, MarkAssignment assignment, string requestId, out Exception? failure)
    {
        using var stream = Begin(assignment, requestId);
        var marked = new ArrayBufferWriter<char>(text.Length + 64);
        stream.Write(text, marked);
        var receipt = stream.Complete(marked);
        failure = stream.Failure;
        return new MarkedText(marked.WrittenSpan.SequenceEqual(text) ? text : marked.WrittenSpan.ToString(), receipt);
    }

    /// <summary>
    /// Marks a response while it is written. The result is the same as for the whole text, at most a sentence later. A sentence with a site waits for
    /// the end of the one behind it, too.
    /// </summary>
    /// <param name="assignment">The account and code that it is marked for.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="failed">Called once if marking fails and the rest of the response is left as it comes.</param>
    public MarkingStream Begin(MarkAssignment assignment, string requestId, Action<Exception>? failed = null) =>
        new(
            new RequestKeys(
                _router,
                _rate,
                requestId,
                _provider,
                assignment.Code == default ? null : Key(Layer.Cluster, assignment.Code.Value),
                Key(Layer.Account, assignment.Account.Value)
            ),
            (before, after, sites) =>
                new Receipt(requestId, assignment.Account, assignment.Code, Epoch, MarkDictionary.Standard.Hash, before, after, sites),
            failed
        );

    private MarkKey Key(Layer layer, string id)
    {
        if (_keys.TryGetValue((layer, id), out var key))
        {
            return key;
        }

        if (_keys.Count >= CachedKeys)
        {
            _keys.Clear();
        }

        return _keys.GetOrAdd((layer, id), _master.Derive(layer, id, Epoch));
    }
}
