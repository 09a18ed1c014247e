using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>
/// Counts calls that the log holds more than once, and calls whose id was used before. It is exact up to <see cref="Most"/> calls. Of more it keeps
/// those whose id's hash ends in zeros, a uniform sample of ids, and its counts are estimates. They do not depend on the order of the calls.
/// </summary>
/// <param name="most">The most calls whose hashes are kept.</param>
public sealed class SeenCalls(int most = SeenCalls.Most)
{
    /// <summary>The most calls whose hashes are kept by default: 100 MB.</summary>
    public const int Most = 2_000_000;

    // A call's hash ends like its id's, so that both are in the sample, or neither.
    private const ulong Ending = 0xFFFF;

    // How often each call came.
    private readonly Dictionary<ulong, int> _calls = [];
    private readonly HashSet<ulong> _ids = [];
    private int _zeros;

    /// <summary>Repeated calls: same account, id and time as an earlier one. Each such call counts only once.</summary>
    public long Repeated => _calls.Values.Sum(times => (long)times - 1) << _zeros;

    /// <summary>
    /// Calls with an id that their account used before, at another time. All of them count, because an id alone does not tell calls apart.
    /// </summary>
    public long OfReusedIds => (long)(_calls.Count - _ids.Count) << _zeros;

    /// <summary>Counts a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="id">Fingerprint of its id alone: <see cref="ParsedEvent.IdFingerprint"/>.</param>
    public void Add(in ApiCall call, ulong id)
    {
        var account = Fingerprint.Of(MemoryMarshal.AsBytes(call.Account.Value.AsSpan()));
        var ofId = Fingerprint.Mix(account, id);
        if (IsKept(ofId))
        {
            Add((Fingerprint.Mix(account, call.Id) & ~Ending) | (ofId & Ending), 1);
            _ids.Add(ofId);
            Shrink();
        }
    }

    /// <summary>Adds the counts of another instance.</summary>
    public void Add(SeenCalls other)
    {
        while (_zeros < other._zeros)
        {
            KeepHalf();
        }

        foreach (var (call, times) in other._calls.Where(c => IsKept(c.Key)))
        {
            Add(call, times);
        }

        _ids.UnionWith(other._ids.Where(IsKept));
        Shrink();
    }

    private void Add(ulong call, int times)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_calls, call, out _);
        count += times;
    }

    private bool IsKept(ulong hash) => (hash & ((1UL << _zeros) - 1)) == 0;

    private void Shrink()
    {
        while (_calls.Count > most && 1UL << _zeros <= Ending)
        {
            KeepHalf();
        }
    }

    private void KeepHalf()
    {
        _zeros++;
        foreach (var call in _calls.Keys.Where(c => !IsKept(c)).ToArray())
        {
            _calls.Remove(call);
        }

        _ids.RemoveWhere(id => !IsKept(id));
    }
}
