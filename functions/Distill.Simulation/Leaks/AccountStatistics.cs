namespace Distill.Simulation.Leaks;

/// <summary>
/// Computes statistics of each account that a simple detector might use. A statistic is NaN if the account has too few calls for it.
/// </summary>
internal static class AccountStatistics
{
    private const double Hour = 3600;
    private const double Day = 86400;

    public static IEnumerable<(string Name, double[] Values)> All(AccountTrace[] traces)
    {
        (string Name, Func<AccountTrace, double> Of)[] simple =
        [
            ("calls", t => t.Times.Count),
            ("calls per active day", t => (double)t.Times.Count / DistinctDays(t)),
            ("active days", DistinctDays),
            ("active hours of the day", t => t.Distinct(Field.Hour)),
            ("active hours in all", t => t.Times.Select(time => time / 3_600_000_000).Distinct().Count()),
            ("first call", t => t.Times[0] / 1e6),
            ("last call", t => t.Times[^1] / 1e6),
            ("days from first to last call", t => (t.Times[^1] - t.Times[0]) / 1e6 / Day),
            ("created", t => t.Created),
            ("age at first call", t => t.Times[0] / 1e6 - t.Created),
            ("banned", t => t.Banned ? 1 : 0),
            ("calls a day, variation", t => Spread(DailyCounts(t))),
            ("input tokens, mean", t => t.InputTokens.Average()),
            ("input tokens, median", t => Median(t.InputTokens)),
            ("input tokens, variation", t => Spread(t.InputTokens.Select(v => (double)v))),
            ("output tokens, mean", t => t.OutputTokens.Average()),
            ("output tokens, median", t => Median(t.OutputTokens)),
            ("output tokens, variation", t => Spread(t.OutputTokens.Select(v => (double)v))),
            ("output tokens, sum", t => t.OutputTokens.Sum(v => (double)v)),
            ("prompt length, mean", t => t.PromptLengths.DefaultIfEmpty(0).Average()),
            ("prompt length, median", t => Median(t.PromptLengths)),
            ("prompt length, variation", t => Spread(t.PromptLengths.Select(v => (double)v))),
            ("prompts repeated by itself", t => 1 - (double)t.Prompts.Distinct().Count() / Math.Max(1, t.Prompts.Count)),
            ("share of the favourite opening", t => t.Top(Field.FirstSixWords)),
            ("share of the favourite ending", t => t.Top(Field.LastSixWords)),
            ("openings per call", t => (double)t.Distinct(Field.FirstSixWords) / t.Times.Count),
            ("share of the favourite model", t => t.Top(Field.Model)),
            ("models", t => t.Distinct(Field.Model)),
            ("addresses", t => t.Distinct(Field.Ip)),
            ("subnets", t => t.Distinct(Field.Subnet)),
            ("networks", t => t.Distinct(Field.Asn)),
            ("tool lists", t => t.Distinct(Field.Tools)),
            ("share of calls with tools", t => (double)t.CallsWithTools / t.Times.Count),
            ("sessions", t => t.Distinct(Field.Session)),
            ("share of East Asian script", t => (double)t.WideCharacters / t.Times.Count),
            ("share by night (UTC)", t => Share(t, hour => hour < 6)),
            ("share in the working hours of UTC+8", t => Share(t, hour => hour is >= 1 and < 10)),
            ("share on the weekend", t => t.Times.Count(time => DayOfWeek(time) is 0 or 6) / (double)t.Times.Count),
            ("concentration of the hour", t => Concentration(t.Times, 86_400_000_000)),
            ("concentration of the minute", t => Concentration(t.Times, 3_600_000_000)),
            ("concentration of the second", t => Concentration(t.Times, 60_000_000)),
            ("concentration below the second", t => Concentration(t.Times, 1_000_000)),
            ("gap, median", t => Quantile(t.SortedGaps, .5)),
            ("gap, mean", t => t.Gaps.DefaultIfEmpty(double.NaN).Average()),
            ("gap, variation", t => Spread(t.Gaps)),
            ("gap, variation of its logarithm", t => Deviation(t.Gaps.Select(gap => Math.Log(gap + .01)))),
            ("gap, lower decile", t => Quantile(t.SortedGaps, .1)),
            ("gap, upper decile", t => Quantile(t.SortedGaps, .9)),
            ("share of gaps below 10 s", t => GapShare(t, gap => gap < 10)),
            ("share of gaps of 10 s to 10 min", t => GapShare(t, gap => gap is >= 10 and < 600)),
            ("share of gaps of 10 min to 2 h", t => GapShare(t, gap => gap is >= 600 and < 2 * Hour)),
            ("share of gaps of 2 h to 8 h", t => GapShare(t, gap => gap is >= 2 * Hour and < 8 * Hour)),
            ("share of gaps near the median", t => Regularity(t.SortedGaps)),
            ("longest gap", t => t.Gaps.DefaultIfEmpty(double.NaN).Max()),
        ];
        foreach (var (name, of) in simple)
        {
            yield return (name, Array.ConvertAll(traces, trace => of(trace)));
        }

        foreach (var statistic in Sharing.All(traces))
        {
            yield return statistic;
        }
    }

    private static double DistinctDays(AccountTrace t) => t.Times.Select(time => time / 86_400_000_000).Distinct().Count();

    private static IEnumerable<double> DailyCounts(AccountTrace t) =>
        t.Times.GroupBy(time => time / 86_400_000_000).Select(day => (double)day.Count());

    private static double Share(AccountTrace t, Func<int, bool> hours) =>
        t.Times.Count(time => hours((int)(time / 3_600_000_000 % 24))) / (double)t.Times.Count;

    // Times count from 1 January 2026, a Thursday (4).
    private static int DayOfWeek(long time) => (int)((time / 86_400_000_000 + 4) % 7);

    private static double GapShare(AccountTrace t, Func<double, bool> which) =>
        t.Times.Count < 5 ? double.NaN : t.Gaps.Count(which) / (double)(t.Times.Count - 1);

    private static double Regularity(double[] gaps)
    {
        if (gaps.Length < 5)
        {
            return double.NaN;
        }

        var median = Quantile(gaps, .5);
        return gaps.Count(gap => Math.Abs(gap - median) <= .02 * median) / (double)gaps.Length;
    }

    /// <summary>Returns the length of the mean vector of times on a circle (Rayleigh). It is 1 if all times have the same phase.</summary>
    private static double Concentration(List<long> times, long period)
    {
        if (times.Count < 5)
        {
            return double.NaN;
        }

        double x = 0,
            y = 0;
        foreach (var time in times)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (time % period) / period);
            (x, y) = (x + cos, y + sin);
        }
        return Math.Sqrt(x * x + y * y) / times.Count;
    }

    private static double Median(IEnumerable<int> values) => Quantile([.. values.Order().Select(v => (double)v)], .5);

    private static double Quantile(double[] sorted, double at) => sorted.Length == 0 ? double.NaN : sorted[(int)(at * (sorted.Length - 1))];

    private static double Spread(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return all.Length < 3 ? double.NaN : Deviation(all) / Math.Max(1e-9, all.Average());
    }

    private static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        if (all.Length < 3)
        {
            return double.NaN;
        }

        var mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / all.Length);
    }
}
