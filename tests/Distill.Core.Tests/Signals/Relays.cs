namespace Distill.Core.Tests.Signals;

/// <summary>Makes the sittings of accounts that a relay gives turns, under a load that goes up and down.</summary>
internal static class Relays
{
    private const double SittingsADay = 5;

    /// <summary>Returns the account, from 0, and the minute of each sitting.</summary>
    /// <param name="accounts">Number of accounts.</param>
    /// <param name="slack">The relay picks one of so many accounts that were idle longest.</param>
    /// <param name="days">Length of the record.</param>
    /// <param name="seed">Seed of everything random.</param>
    public static List<(int Account, double Minute)> Sittings(int accounts, int slack, int days, int seed = 1)
    {
        var random = new Random(seed);
        var idle = new List<int>(Enumerable.Range(0, accounts));
        var sittings = new List<(int, double)>();
        var mean = 1440 / (SittingsADay * accounts);
        for (double minute = 0, load = 1; minute < days * 1440; minute += mean / load * -Math.Log(1 - random.NextDouble()))
        {
            // Work comes in waves of some hours.
            load = random.NextDouble() < mean / 180 ? Math.Exp(random.NextDouble() - 0.5) * (random.Next(2) == 0 ? 0.5 : 1.5) : load;

            // Pick one of those idle longest, as real relays with unhealthy accounts do.
            var pick = idle[random.Next(slack)];
            idle.Remove(pick);
            idle.Add(pick);
            sittings.Add((pick, minute));
        }

        return sittings;
    }

    /// <summary>Returns the minutes of the sittings of one account that nobody gives turns.</summary>
    public static IEnumerable<double> Alone(int days, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)(SittingsADay * days)).Select(_ => random.NextDouble() * days * 1440).Order()];
    }
}
