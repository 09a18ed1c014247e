using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>Counts calls that the log holds more than once, and calls whose id was used before. Holds two hashes for each call.</summary>
public sealed class SeenCalls
{
    private readonly HashSet<ulong> _calls = [];
    private readonly HashSet<ulong> _ids = [];
    private long _count;

    /// <summary>Repeated calls: same account, id and time as an earlier one. Each such call counts only once.</summary>
    public long Repeated => _count - _calls.Count;

    /// <summary>
    /// Calls with an id that their account used before, at another time. All of them count, because an id alone does not tell calls apart.
    /// </summary>
    public long OfReusedIds => _calls.Count - _ids.Count;

    /// <summary>Counts a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="id">Fingerprint of its id alone: <see cref="ParsedEvent.IdFingerprint"/>.</param>
    public void Add(in ApiCall call, ulong id)
    {
        var account = Fingerprint.Of(MemoryMarshal.AsBytes(call.Account.Value.AsSpan()));
        _count++;
        _calls.Add(Fingerprint.Mix(account, call.Id));
        _ids.Add(Fingerprint.Mix(account, id));
    }

    /// <summary>Adds the counts of another instance.</summary>
    public void Add(SeenCalls other)
    {
        _count += other._count;
        _calls.UnionWith(other._calls);
        _ids.UnionWith(other._ids);
    }
}
