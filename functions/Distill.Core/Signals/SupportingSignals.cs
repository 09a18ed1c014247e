namespace Distill.Core.Signals;

/// <summary>
/// Signals that are shown beside a suspect group's evidence and do not decide: what it asks for and in which words, how fast it moves to a new model, who follows
/// the banned, how its gaps, hours and clocks differ from those of groups as alike, where it calls from. Made once a run, and only when a group is suspect.
/// </summary>
internal sealed class SupportingSignals
{
    private readonly Elicitation _elicitation;
    private readonly CapabilityTargeting _targets;
    private readonly PooledPrompts _prompts;
    private readonly Pivot _pivot;
    private readonly Succession _succession;
    private readonly ArrivalRhythm _rhythm;
    private readonly HoursOfDay _hours;
    private readonly ClockRegularity _clocks;
    private readonly CloudSpread _clouds;
    private readonly HostedNetworks _hosted;

    public SupportingSignals(PopulationBaseline population, NetworkLists lists)
    {
        var reference = ReferenceSample.Of(population);
        _elicitation = new Elicitation(reference);
        _targets = new CapabilityTargeting(reference);
        _prompts = new PooledPrompts(reference);
        _pivot = new Pivot(reference);
        _succession = new Succession(population);
        _rhythm = new ArrivalRhythm(reference);
        _hours = new HoursOfDay(reference);
        _clocks = new ClockRegularity(reference);
        _clouds = new CloudSpread(reference);
        _hosted = new HostedNetworks(reference, lists);
    }

    /// <summary>All that they find, in a fixed order.</summary>
    public IEnumerable<Evidence> Measure(AccountGroup group) => new[]
    {
        _elicitation.Measure(group), _targets.Measure(group), _prompts.Measure(group), _pivot.Measure(group), _succession.Measure(group),
        _rhythm.Measure(group), _hours.Measure(group), _clocks.Measure(group), _clouds.Measure(group),
        KeyedSynchrony.Measure(group),
    }.OfType<Evidence>().Concat(_hosted.Measure(group));
}
