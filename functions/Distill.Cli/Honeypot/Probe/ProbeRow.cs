using Distill.Cli.Honeypot.Samples;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Probe;

/// <summary>A question, and its answer if there is one.</summary>
/// <param name="Row">The row, which has a question.</param>
/// <param name="Marked">Whom the request's answer was marked for; null if unknown.</param>
/// <param name="Form">The form that the text has here; null if the text is not known.</param>
internal sealed record ProbeRow(SampleRow Row, MarkAssignment? Marked, bool? Form)
{
    public ProbeQuestion Question => Row.Question!;

    public bool IsAnswered => Row.Response is not null || Row.LogProbabilities is not null;

    public bool IsChoice => IsAnswered && Row.Count(new SiteCounts());
}
