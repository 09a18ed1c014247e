using Azure;
using Distill.Core.Windows;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>A stored window. Two values make writing it exact: the last event folded in, and the version that was read.</summary>
public sealed class WindowRow(CallWindow window)
{
    public CallWindow Window => window;

    /// <summary>The last sequence number of the hub partition that was folded in; -1 before the first. Events up to it are replays.</summary>
    public long Sequence { get; set; } = -1;

    /// <summary>The row's version; null if it is not stored yet.</summary>
    public ETag? ETag { get; set; }

    /// <summary>True if the stored row can't be read. It stays as it is, and counts as missing.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>
    /// Folds in the calls that are not in it yet. False if there are none. A call without a number may be in it already. Adding it again changes
    /// nothing, because a window is a set.
    /// </summary>
    /// <exception cref="InvalidDataException">The stored row can't be read.</exception>
    public bool Fold(IReadOnlyList<SequencedCall> calls)
    {
        if (IsUnreadable)
        {
            throw new InvalidDataException($"The stored window of {window.Account} in {window.Hour} can't be read.");
        }

        var (before, unnumbered) = (Sequence, false);
        foreach (var call in calls)
        {
            if (call.IsUnnumbered)
            {
                window.Add(call.Call);
                unnumbered = true;
            }
            else if (call.Sequence > before)
            {
                window.Add(call.Call);
                Sequence = Math.Max(Sequence, call.Sequence);
            }
        }

        return unnumbered || Sequence > before;
    }
}
