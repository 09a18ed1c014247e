using System.Globalization;
using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Relays;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>
/// One account: what the account system knows, and the habits that its calls are drawn from. Nothing else is kept per account for the whole scenario.
/// To save memory, large values are shared between accounts, and all others are numbers.
/// </summary>
internal sealed class Account(int number, ulong seed, string kind) : Caller(number, seed)
{
    private string? _id;

    public string Kind { get; set; } = kind;

    /// <summary>
    /// The id, made from the number by a bijection on 48 bits. So no two ids are equal, and an id does not show when the account was created.
    /// </summary>
    public string Id => _id ??= string.Create(CultureInfo.InvariantCulture, $"acct_{Scramble((ulong)Number, IdKey):x12}");

    public ulong IdKey { get; init; }

    public long Created { get; set; }
    public required Country Home { get; set; }
    public required string MailDomain { get; set; }
    public required string Kyc { get; set; }

    /// <summary>The payment card; 0 if there is none.</summary>
    public ulong Card { get; set; }

    /// <summary>The sign-up device; 0 if it is not known.</summary>
    public ulong Device { get; set; }
    public Reseller? Reseller { get; set; }
    public Platform Platform { get; set; }
    public required Client Client { get; set; }
    public required IAddresses Addresses { get; set; }
    public required ModelHabit Models { get; set; }
    public required Voice Voice { get; set; }
    public required IRhythm Rhythm { get; set; }
    public string BanReason { get; set; } = "abuse";

    /// <summary>Whose requests a relay sends with this account; null if no relay uses it.</summary>
    public IClientele? Clientele { get; set; }

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
