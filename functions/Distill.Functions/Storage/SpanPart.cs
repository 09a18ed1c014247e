using Distill.Core.Events;
using Distill.Logs.Exports;

namespace Distill.Functions.Storage;

/// <summary>A part of a call that OpenTelemetry sent: its span, the event with its details, or its messages.</summary>
/// <param name="Key">Fingerprint of what the parts of one call have in common.</param>
/// <param name="Role">Which part it is.</param>
/// <param name="Call">What it says of the call.</param>
/// <param name="Arrived">When it was received.</param>
public readonly record struct SpanPart(ulong Key, OtlpRole Role, ApiCall Call, DateTimeOffset Arrived);
