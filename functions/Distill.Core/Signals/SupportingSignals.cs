namespace Distill.Core.Signals;

/// <summary>
/// Signals that are shown beside a suspect group's evidence and do not decide: what it asks for, how fast it moves to a new model, who follows the
/// banned, and how its gaps, hours and clocks differ from those of groups as alike. Made once a run, and only when a group is suspect.
/// </summary>
internal sealed class SupportingSignals
{
    private readonly Elicitation _elicitation;
    private readonly Pivot _pivot;
    private readonly Succession _succession;
    private readonly ArrivalRhythm _rhythm;
    private readonly HoursOfDay _hours;
    private readonly ClockRegularity _clocks;

    public SupportingSignals(PopulationBaseline population)
    {
        var reference = ReferenceSample.Of(population);
        _elicitation = new Elicitation(reference);
        _pivot = new Pivot(reference);
        _succession = new Succession(population);
        _rhythm = new ArrivalRhythm(reference);
        _hours = new HoursOfDay(reference);
        _clocks = new ClockRegularity(reference);
    }

    /// <summary>All that they find, in a fixed order.</summary>
    public IEnumerable<Evidence> Measure(AccountGroup group) => new[]
    {
        _elicitation.Measure(group), _pivot.Measure(group), _succession.Measure(group), _rhythm.Measure(group), _hours.Measure(group), _clocks.Measure(group),
    }.OfType<Evidence>();
}
