using Distill.Core.Events;

namespace Distill.Functions.Batches;

/// <summary>A call and its place in its hub partition.</summary>
public readonly record struct SequencedCall(long Sequence, ApiCall Call)
{
    /// <summary>The call came over HTTP and has no number. A replay is then recognized by the call's id.</summary>
    public bool IsUnnumbered => Sequence < 0;
}
