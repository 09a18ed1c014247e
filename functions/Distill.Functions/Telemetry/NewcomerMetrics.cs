using System.Diagnostics.Metrics;
using Distill.Core.Decisions;
using Distill.Core.Newcomers;

namespace Distill.Functions.Telemetry;

/// <summary>Metrics of what is said of newcomers between the runs, under the meter <c>Distill.Newcomers</c>.</summary>
public sealed class NewcomerMetrics
{
    private readonly Counter<long> _provisional,
        _verified,
        _confirmed,
        _withdrawn;
    private readonly Gauge<int> _marks;

    public NewcomerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Distill.Newcomers");
        _provisional = meter.CreateCounter<long>("distill.newcomers.provisional", "{verdict}", "Provisional verdicts published.");
        _verified = meter.CreateCounter<long>(
            "distill.newcomers.verified",
            "{verdict}",
            "Provisional verdicts taken back because the customer was verified."
        );
        _confirmed = meter.CreateCounter<long>("distill.newcomers.confirmed", "{verdict}", "Provisional verdicts that a run confirmed.");
        _withdrawn = meter.CreateCounter<long>("distill.newcomers.withdrawn", "{verdict}", "Provisional verdicts that a run withdrew.");
        _marks = meter.CreateGauge<int>("distill.newcomers.marks", "{mark}", "Marks of known operators that newcomers are compared with; 0 if none.");
    }

    /// <summary>Notes with which index newcomers are compared; null if with none.</summary>
    public void Compared(OperatorIndex? index) => _marks.Record(index?.MarkCount ?? 0);

    public void Published(IReadOnlyCollection<ProvisionalVerdict> verdicts)
    {
        _provisional.Add(verdicts.Count(v => !v.IsWithdrawn));
        _verified.Add(verdicts.Count(v => v.IsWithdrawn));
    }

    /// <summary>Notes what a run made of the provisional verdicts that held before it.</summary>
    public void Decided(int confirmed, int withdrawn)
    {
        _confirmed.Add(confirmed);
        _withdrawn.Add(withdrawn);
    }
}
