using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>Tells calls that were delivered again from calls of an id that was used again. Holds two hashes for each call.</summary>
public sealed class SeenCalls
{
    private readonly HashSet<ulong> _calls = [];
    private readonly HashSet<ulong> _ids = [];
    private long _count;

    /// <summary>Calls that are in the log more than once: same account, id and time. Each counts once.</summary>
    public long Repeated => _count - _calls.Count;

    /// <summary>Calls whose account used their id for an earlier call already. All count: an id alone does not tell calls apart.</summary>
    public long OfReusedIds => _calls.Count - _ids.Count;

    /// <param name="call">A call.</param>
    /// <param name="id">Fingerprint of its id alone: <see cref="ParsedEvent.IdFingerprint"/>.</param>
    public void Add(in ApiCall call, ulong id)
    {
        var account = Fingerprint.Of(MemoryMarshal.AsBytes(call.Account.Value.AsSpan()));
        _count++;
        _calls.Add(Fingerprint.Mix(account, call.Id));
        _ids.Add(Fingerprint.Mix(account, id));
    }

    public void Add(SeenCalls other)
    {
        _count += other._count;
        _calls.UnionWith(other._calls);
        _ids.UnionWith(other._ids);
    }
}
