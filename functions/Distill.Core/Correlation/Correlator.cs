using Distill.Core.Events;
using Distill.Core.Verdicts;

namespace Distill.Core.Correlation;

/// <summary>One run: the population as of the end of an hour in, verdicts and clusters out. The same input gives the same output.</summary>
public sealed class Correlator(DetectionOptions options)
{
    /// <summary>Correlates as of the end of <paramref name="hour"/>.</summary>
    /// <param name="population">Holds the windows of the lookback up to and with <paramref name="hour"/>, and facts of any time.</param>
    /// <param name="hour">The hour just closed.</param>
    /// <param name="previous">What the run before handed over.</param>
    public CorrelationState Correlate(Population population, Hour hour, CorrelationState previous)
    {
        _ = options.LookbackHours;
        var verdicts = new Dictionary<AccountId, Verdict>(previous.Verdicts);
        foreach (var history in population.Histories.Where(h => h.Windows.Count > 0))
        {
            verdicts[history.Account] = Verdict.NeverSeen(history.Account);
        }

        return new CorrelationState { Watermark = hour, Verdicts = verdicts };
    }
}
