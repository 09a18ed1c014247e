using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Signals;

/// <summary>
/// The signals that are shown beside a suspect group's evidence and do not decide. They tell what the group asks for and in which words, how fast
/// it moves to a new model, which accounts follow banned ones, how its gaps, hours and clocks differ from similar groups', and where it calls from.
/// Made once a run, and only when a group is suspect.
/// </summary>
internal sealed class SupportingSignals
{
    private readonly Func<AccountGroup, Evidence?>[] _signals;
    private readonly HostedNetworks _hosted;

    public SupportingSignals(PopulationBaseline population, NetworkLists lists)
    {
        // Prepare in parallel: each signal reads all calls of the reference's accounts.
        var reference = ReferenceSample.Of(population);
        Func<Func<AccountGroup, Evidence?>>[] signals =
        [
            () => new Elicitation(reference).Measure,
            () => new CapabilityTargeting(reference).Measure,
            () => new PooledPrompts(reference).Measure,
            () => new Pivot(reference).Measure,
            () => new Succession(population).Measure,
            () => new ArrivalRhythm(reference).Measure,
            () => new HoursOfDay(reference).Measure,
            () => new ClockRegularity(reference).Measure,
            () => new CloudSpread(reference).Measure,
            () => KeyedSynchrony.Measure,
        ];
        _signals = new Func<AccountGroup, Evidence?>[signals.Length];
        Parallel.For(0, signals.Length, Processors.All, i => _signals[i] = signals[i]());
        _hosted = new HostedNetworks(reference, lists);
    }

    /// <summary>Returns the findings of all signals, in a fixed order.</summary>
    public IEnumerable<Evidence> Measure(AccountGroup group)
    {
        var found = new Evidence?[_signals.Length];
        Parallel.For(0, found.Length, Processors.All, i => found[i] = _signals[i](group));
        return found.OfType<Evidence>().Concat(_hosted.Measure(group));
    }
}
