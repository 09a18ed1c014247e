using System.Buffers;
using System.Collections.Concurrent;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>Marks the texts of one epoch. Same text, assignment and request: same result. Safe for use from several threads.</summary>
public sealed class Marker
{
    // Some kilobytes each.
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

    /// <summary>Sets the sites that the request draws to their signs' forms. Marking the result again for the same request changes nothing.</summary>
    public MarkedText Mark(string text, MarkAssignment assignment, string requestId) => Mark(text, assignment, requestId, out _);

    /// <summary>The same, and why the rest of the text was left as it came; null where it was not.</summary>
    internal MarkedText Mark(string text, MarkAssignment assignment, string requestId, out Exception? failure)
    {
        using var stream = Begin(assignment, requestId);
        var marked = new ArrayBufferWriter<char>(text.Length + 64);
        stream.Write(text, marked);
        var receipt = stream.Complete(marked);
        failure = stream.Failure;
        return new MarkedText(marked.WrittenSpan.SequenceEqual(text) ? text : marked.WrittenSpan.ToString(), receipt);
    }

    /// <summary>A response that is marked while it is written: the same text leaves, a sentence later at most.</summary>
    /// <param name="assignment">Whose it is.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="failed">Told once, when the rest of the response is left as it comes.</param>
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
