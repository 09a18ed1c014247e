using Distill.Core.Events;

namespace Distill.Functions.Batches;

/// <summary>A call and where it stood in its hub partition.</summary>
public readonly record struct SequencedCall(long Sequence, ApiCall Call)
{
    /// <summary>It came past the hub, which alone can tell a replay by its number: what is sent twice is told by its id.</summary>
    public bool IsUnnumbered => Sequence < 0;
}
