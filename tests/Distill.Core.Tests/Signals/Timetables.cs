namespace Distill.Core.Tests.Signals;

/// <summary>Calls of unrelated people who run a program by the clock.</summary>
internal static class Timetables
{
    public static TheoryData<string> Sorts() =>
        [
            "hourly",
            "at one minute",
            "ten minutes of jitter",
            "retries",
            "misses",
            "every 15 minutes",
            "every half hour",
            "every 4 hours",
            "daily",
            "daily at one minute",
            "weekdays",
            "working hours",
            "working hours, many zones",
            "thrice a day",
            "nightly harness",
            "outage",
            "many periods",
        ];

    /// <summary>Returns who calls at which minute since the start.</summary>
    public static List<(int Account, double Minute)> Sittings(string sort, int accounts, int days, int seed)
    {
        var random = new Random(seed);
        var calls = new List<(int, double)>();
        for (var account = 0; account < accounts; account++)
        {
            var phase = random.NextDouble() * 60;
            var zone = random.Next(-3, 6);
            var period = new[] { 1, 4, 6, 24 }[random.Next(4)];
            for (var day = 0; day < days; day++)
            {
                calls.AddRange(Day(sort, day, phase, zone, period, random).Select(m => (account, (day * 1440) + Math.Max(0, m))));
            }
        }

        return calls;
    }

    // The fifth and the sixth day are a weekend.
    private static IEnumerable<double> Day(string sort, int day, double phase, int zone, int period, Random random)
    {
        double Soon() => random.NextDouble() / 2;
        var hours = Enumerable.Range(0, 24);
        return sort switch
        {
            "hourly" => hours.Select(h => (h * 60) + phase + Soon()),
            "at one minute" => hours.Select(h => (h * 60) + Soon()),
            "ten minutes of jitter" => hours.Select(h => (h * 60) + phase + (random.NextDouble() * 10)),
            "retries" => hours.SelectMany(h => Enumerable.Range(0, random.Next(6) == 0 ? 2 : 1).Select(r => (h * 60) + phase + (16 * r) + Soon())),
            "misses" => hours.Where(_ => random.Next(10) > 0).Select(h => (h * 60) + phase + Soon()),
            "every 15 minutes" => Enumerable.Range(0, 96).Select(q => (q * 15) + (phase / 4) + Soon()),
            "every half hour" => Enumerable.Range(0, 48).Select(q => (q * 30) + (phase / 2) + Soon()),
            "every 4 hours" => Enumerable.Range(0, 6).Select(q => (q * 240) + phase + Soon()),
            "daily" => [360 + (phase / 4) + Soon()],
            "daily at one minute" => [360 + Soon()],
            "weekdays" => day is 4 or 5 ? [] : [360 + phase + Soon()],
            "working hours" => day is 4 or 5 ? [] : Enumerable.Range(8, 11).Select(h => (h * 60) + phase + Soon()),
            "working hours, many zones" => day is 4 or 5 ? [] : Enumerable.Range(8, 11).Select(h => ((h + zone) * 60) + phase + Soon()),
            "thrice a day" => new[] { 9, 12, 17 }.Select(h => (h * 60) + phase + Soon()),
            "nightly harness" => Enumerable.Range(0, 200).Select(_ => 120 + phase + (random.NextDouble() * 60)),
            "outage" => hours.Where(h => day != 1 || h is < 9 or > 12).Select(h => (h * 60) + phase + Soon()),
            "many periods" => hours.Where(h => h % period == 0).Select(h => (h * 60) + phase + Soon()),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
    }
}
