using Distill.Core.Events;

namespace Distill.Functions.Ingest;

/// <summary>A call and where it stood in its hub partition.</summary>
public readonly record struct SequencedCall(long Sequence, ApiCall Call);
