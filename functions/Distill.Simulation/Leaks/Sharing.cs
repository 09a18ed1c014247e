namespace Distill.Simulation.Leaks;

/// <summary>Counts with how many other accounts an account shares something.</summary>
internal static class Sharing
{
    private const double HalfHour = 1800;

    public static IEnumerable<(string Name, double[] Values)> All(AccountTrace[] traces)
    {
        foreach (
            var field in new[]
            {
                Field.Payment,
                Field.Device,
                Field.EmailDomain,
                Field.Ip,
                Field.Subnet,
                Field.Tls,
                Field.Reseller,
                Field.FirstSixWords,
                Field.LastSixWords,
            }
        )
        {
            var holders = new Dictionary<ulong, int>();
            foreach (var trace in traces)
            {
                foreach (var key in trace.Values.Keys.Where(key => key.Field == field))
                {
                    holders[key.Value] = holders.GetValueOrDefault(key.Value) + 1;
                }
            }
            var none = ValueHash.Of("(none)");
            yield return (
                $"accounts on its most shared {field}",
                Array.ConvertAll(
                    traces,
                    trace =>
                        trace
                            .Values.Keys.Where(key => key.Field == field && key.Value != none)
                            .Select(key => (double)holders[key.Value])
                            .DefaultIfEmpty(0)
                            .Max()
                )
            );
            if (field is Field.FirstSixWords or Field.LastSixWords)
            {
                yield return (
                    $"share of calls with a {field} of 3 to 60 accounts",
                    Array.ConvertAll(
                        traces,
                        trace =>
                            trace
                                .Values.Where(entry => entry.Key.Field == field && holders[entry.Key.Value] is >= 3 and <= 60)
                                .Sum(entry => (double)entry.Value) / trace.Times.Count
                    )
                );
            }
        }
        var prompts = new Dictionary<ulong, int>();
        foreach (var trace in traces)
        {
            foreach (var prompt in trace.Prompts.Distinct())
            {
                prompts[prompt] = prompts.GetValueOrDefault(prompt) + 1;
            }
        }
        yield return (
            "prompts that others sent too",
            Array.ConvertAll(traces, trace => trace.Prompts.Count(prompt => prompts[prompt] > 1) / (double)trace.Times.Count)
        );
        var births = traces.Select(trace => trace.Created).Where(created => !double.IsNaN(created)).Order().ToArray();
        yield return (
            "accounts created within half an hour of it",
            Array.ConvertAll(
                traces,
                trace =>
                    double.IsNaN(trace.Created) ? double.NaN : Before(births, trace.Created + HalfHour) - Before(births, trace.Created - HalfHour)
            )
        );
    }

    private static int Before(double[] sorted, double value)
    {
        var at = Array.BinarySearch(sorted, value);
        return at < 0 ? ~at : at;
    }
}
