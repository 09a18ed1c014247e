using System.Globalization;
using Distill.Simulation.Prompts;
using Distill.Simulation.Relays;
using Distill.Simulation.Rhythms;
using Distill.Simulation.Traffic;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>
/// One account: what the account system knows, and the habits that its calls are drawn from. The only thing kept per account for the whole
/// scenario, so large values are shared and the rest are numbers. Set up while the population settles, read only after that.
/// </summary>
internal sealed class Account(int number, ulong seed, string kind)
{
    private string? _id;

    public int Number => number;
    public ulong Seed => seed;
    public string Kind { get; set; } = kind;

    /// <summary>A bijection of the number on 48 bits: no two are equal, and none tells the order of creation.</summary>
    public string Id => _id ??= string.Create(CultureInfo.InvariantCulture, $"acct_{Scramble((ulong)number, IdKey):x12}");

    public ulong IdKey { get; init; }

    public long Created { get; set; }
    public required Country Home { get; set; }
    public required string MailDomain { get; set; }
    public required string Kyc { get; set; }

    /// <summary>0: none on file.</summary>
    public ulong Card { get; set; }

    /// <summary>0: not known.</summary>
    public ulong Device { get; set; }
    public Reseller? Reseller { get; set; }
    public Platform Platform { get; set; }
    public required Client Client { get; set; }
    public required IAddresses Addresses { get; set; }
    public required ModelHabit Models { get; set; }
    public required Voice Voice { get; set; }
    public required IRhythm Rhythm { get; set; }
    public double CallsPerDay { get; set; }
    public float UtcOffset { get; set; }

    /// <summary>Hours by which this person's day is later than the profile's.</summary>
    public float Lateness { get; set; }

    /// <summary>Multiplies the calls of a session.</summary>
    public float Verbosity { get; set; } = 1;

    /// <summary>Calls under the account's own rhythm fall in [ActiveFrom, ActiveUntil).</summary>
    public long ActiveFrom { get; set; } = long.MinValue;
    public long ActiveUntil { get; set; } = Micros.Never;
    public long BannedAt { get; set; } = Micros.Never;
    public string BanReason { get; set; } = "abuse";

    /// <summary>Whose requests a relay serves with this account; null for an account of one's own.</summary>
    public IClientele? Clientele { get; set; }

    public bool IsWeekend(int day) => (day + FirstWeekday) % 7 is 0 or 6;

    /// <summary>DayOfWeek of day 0.</summary>
    public int FirstWeekday { get; init; }

    public void Call(long at, uint session, uint matter, HourBuckets into)
    {
        if (at >= ActiveFrom && at < ActiveUntil && at < BannedAt)
        {
            into.Add(number, at, session, matter);
        }
    }

    private static ulong Scramble(ulong x, ulong key)
    {
        const ulong mask = (1UL << 48) - 1;
        x = (x ^ key) & mask;
        for (var round = 0; round < 3; round++)
        {
            x = x * 0x5851F42D4C957F2D & mask;
            x ^= x >> 23;
        }
        return x;
    }
}
