using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>
/// The calls of one account in one hour of event time, as a set by id. Merging is a set union: associative, commutative and idempotent. So the
/// order of arrival, duplicates and the split over partitions do not matter.
/// </summary>
/// <remarks>
/// Exact up to <see cref="Capacity"/> calls. A larger window keeps the calls with the smallest id fingerprints. These are a uniform sample, and
/// <see cref="Count"/> is then the k-minimum-values estimate (Bar-Yossef et al., RANDOM 2002, doi:10.1007/3-540-45726-7_1), with an error of 3 %.
/// An account with that many calls is visible without correlation.
/// </remarks>
public sealed class CallWindow
{
    /// <summary>Most calls that a window keeps.</summary>
    public const int Capacity = 1024;

    private ulong[] _ids = [];
    private ApiCall[] _calls = [];
    private int _count;
    private ulong _largest;

    public CallWindow(AccountId account, Hour hour)
    {
        Account = account;
        Hour = hour;
    }

    public AccountId Account { get; }

    public Hour Hour { get; }

    /// <summary>True when there were more calls than are kept.</summary>
    public bool IsSampled { get; private set; }

    /// <summary>The kept calls, unordered.</summary>
    public ReadOnlySpan<ApiCall> Calls => _calls.AsSpan(0, _count);

    /// <summary>Distinct calls. An estimate when <see cref="IsSampled"/>.</summary>
    public long Count => IsSampled ? (long)((Capacity - 1) / ((double)_largest / ulong.MaxValue)) : _count;

    /// <summary>Adds a call of this account and hour. False when its id is known, or too large for the sample.</summary>
    /// <exception cref="ArgumentException">The call belongs to another account or hour.</exception>
    public bool Add(in ApiCall call)
    {
        if (call.Account != Account || call.Hour != Hour)
        {
            throw new ArgumentException(
                $"A call of {call.Account} in {call.Hour} does not belong to the window of {Account} in {Hour}.",
                nameof(call)
            );
        }

        var at = _ids.AsSpan(0, _count).IndexOf(call.Id);
        if (at >= 0)
        {
            // Two different events have the same id. Keep the smaller one, whichever came first.
            if (Precedes(call, _calls[at]))
            {
                _calls[at] = call;
            }

            return false;
        }

        if (_count < Capacity)
        {
            Append(call);
            return true;
        }

        IsSampled = true;
        if (call.Id >= _largest)
        {
            return false;
        }

        at = _ids.AsSpan(0, _count).IndexOf(_largest);
        (_ids[at], _calls[at]) = (call.Id, call);
        _largest = Max(_ids);
        return true;
    }

    /// <summary>Adds all calls of another window of the same account and hour.</summary>
    public void Merge(CallWindow other)
    {
        // Reserve room for exactly these calls: most windows are filled by one merge.
        Reserve(other._count);
        foreach (ref readonly var call in other.Calls)
        {
            Add(call);
        }

        IsSampled |= other.IsSampled;
    }

    /// <summary>Marks a window that was read back as sampled.</summary>
    internal void RestoreSampled() => IsSampled = true;

    private void Append(in ApiCall call)
    {
        if (_count == _ids.Length)
        {
            Reserve(Math.Max(4, 2 * _count));
        }

        (_ids[_count], _calls[_count]) = (call.Id, call);
        _count++;
        _largest = Math.Max(_largest, call.Id);
    }

    private void Reserve(int calls)
    {
        if (calls > _ids.Length)
        {
            Array.Resize(ref _ids, calls);
            Array.Resize(ref _calls, calls);
        }
    }

    // A total order of all stored fields. It makes the choice between two calls with one id independent of their order of arrival.
    private static bool Precedes(in ApiCall a, in ApiCall b)
    {
        var order = (a.Micros, a.Prompt.Whole, a.InputTokens, a.OutputTokens, a.Network.Bits, a.Client, a.Tools).CompareTo(
            (b.Micros, b.Prompt.Whole, b.InputTokens, b.OutputTokens, b.Network.Bits, b.Client, b.Tools)
        );
        order = order != 0 ? order : (a.Asn, a.Country).CompareTo((b.Asn, b.Country));
        order = order != 0 ? order : string.CompareOrdinal(a.Model, b.Model);
        order = order != 0 ? order : string.CompareOrdinal(a.Platform, b.Platform);
        order = order != 0 ? order : string.CompareOrdinal(a.Reseller, b.Reseller);
        order = order != 0 ? order : a.Exchanges.CompareTo(b.Exchanges);
        return (order != 0 ? order : a.Prompt.CompareTo(b.Prompt)) < 0;
    }

    private static ulong Max(ReadOnlySpan<ulong> ids)
    {
        ulong max = 0;
        foreach (var id in ids)
        {
            max = Math.Max(max, id);
        }

        return max;
    }
}
