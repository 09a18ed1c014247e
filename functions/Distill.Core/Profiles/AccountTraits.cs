using System.Text;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Finds the values of an account that other accounts may share: its traits.</summary>
internal static class AccountTraits
{
    // Most networks kept: home, office, phone and one more.
    private const int MaxNetworks = 4;

    // A network or a client belongs to the account when at least one call in ten uses it. One that was seen once may be a café's. At most ten
    // values can reach this share.
    private const int OwnShare = 10;

    // Bytes of the longest mail domain that the parser takes.
    private const int MaxDomain = 256;

    /// <summary>Most traits of an account: card, device, mail domain, networks and a client.</summary>
    public const int Most = 3 + MaxNetworks + 1;

    /// <summary>Fills <paramref name="traits"/>, which needs room for <see cref="Most"/>, and returns how many there are.</summary>
    public static int Find(ReadOnlySpan<ApiCall> calls, AccountFacts? record, ProfileScratch scratch, Span<Trait> traits)
    {
        var (networks, clients) = (scratch.Networks, scratch.Clients);
        networks.Clear();
        clients.Clear();
        foreach (ref readonly var call in calls)
        {
            networks.Add(call.Network.Bits)++;
            clients.Add(call.Client)++;
        }

        var count = OfRecord(record, traits);
        AddMostUsed(traits, ref count, TraitKind.Network, networks, calls.Length, MaxNetworks);
        AddMostUsed(traits, ref count, TraitKind.Client, clients, calls.Length, 1);
        return count;
    }

    /// <summary>Fills the span with the values of the account record alone: card, device, mail domain. Returns how many there are.</summary>
    public static int OfRecord(AccountFacts? record, Span<Trait> traits)
    {
        var count = 0;
        Add(traits, ref count, TraitKind.Payment, record?.Payment ?? 0);
        Add(traits, ref count, TraitKind.Device, record?.Device ?? 0);
        Add(traits, ref count, TraitKind.EmailDomain, record?.EmailDomain is { Length: > 0 } domain ? Hash(domain) : 0);
        return count;
    }

    private static ulong Hash(string domain)
    {
        Span<byte> utf8 = stackalloc byte[MaxDomain];
        return Encoding.UTF8.TryGetBytes(domain, utf8, out var length)
            ? Fingerprint.Of(utf8[..length])
            : Fingerprint.Of(Encoding.UTF8.GetBytes(domain));
    }

    private static void Add(Span<Trait> traits, ref int count, TraitKind kind, ulong value)
    {
        if (value != 0)
        {
            traits[count++] = new Trait(kind, value);
        }
    }

    private static void AddMostUsed(Span<Trait> traits, ref int count, TraitKind kind, KeyCounts values, int calls, int limit)
    {
        Span<(ulong Value, int Calls)> most = stackalloc (ulong, int)[OwnShare];
        var found = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values.At(i);
            if (value.Key != 0 && value.Count * (long)OwnShare >= calls)
            {
                most[found++] = value;
            }
        }

        most = most[..found];
        most.Sort(static (a, b) => a.Calls != b.Calls ? b.Calls.CompareTo(a.Calls) : a.Value.CompareTo(b.Value));
        foreach (var (value, _) in most[..Math.Min(found, limit)])
        {
            traits[count++] = new Trait(kind, value);
        }
    }
}
