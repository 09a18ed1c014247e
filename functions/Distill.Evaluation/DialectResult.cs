using Distill.Core.Events;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation;

/// <summary>The result of one run over one log.</summary>
/// <param name="Score">The score of the verdicts.</param>
/// <param name="Rejected">How many events the parser rejected.</param>
/// <param name="Faults">What the parser says about the fields.</param>
internal sealed record DialectResult(TrialScore Score, long Rejected, FieldFaultCounts Faults);
