using Azure;
using Distill.Core.Windows;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>A stored window and what makes its writing exact: the last event folded in, and the version that was read.</summary>
public sealed class WindowRow(CallWindow window)
{
    public CallWindow Window => window;

    /// <summary>The hub partition's last sequence number folded in; -1 before the first. Events up to it are replays.</summary>
    public long Sequence { get; set; } = -1;

    /// <summary>Null for a row that is not stored yet.</summary>
    public ETag? ETag { get; set; }

    /// <summary>
    /// Folds in the calls that are not there yet. False when there is none. Calls without a number may be, and are then one with those that are
    /// there: a window is a set.
    /// </summary>
    public bool Fold(IReadOnlyList<SequencedCall> calls)
    {
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
