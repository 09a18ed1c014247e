using System.Runtime.InteropServices;
using System.Text;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>What the lookback says of one account, ready to be compared with others. Derived from its history, and from nothing else.</summary>
public sealed class AccountProfile
{
    private const int MaxFramings = 24;
    private const int MaxWordPairs = 64;
    private const int MaxNetworks = 4;

    // Of a constant prompt: fewer calls may well be one question asked again, and now and then a text is not replaced.
    private const int MinConstant = 5;
    private const double NearlyAll = 0.9;

    /// <summary>Most <see cref="Traits"/> of an account: card, device, mail domain, networks and a client.</summary>
    internal const int MaxTraits = 3 + MaxNetworks + 1;

    // Calls closer than this belong to one sitting: a sticky session of a relay or a person's.
    private const long SittingGapMicros = 15L * 60 * 1_000_000;

    [ThreadStatic]
    private static ApiCall[]? t_scratch;

    [ThreadStatic]
    private static KeyCounts? t_networks,
        t_clients;

    [ThreadStatic]
    private static List<long>? t_starts;

    [ThreadStatic]
    private static List<ModelUse>? t_models;

    private readonly PackedProfile _lists;
    private readonly long _bannedAt;

    private AccountProfile(AccountHistory history, ReadOnlySpan<ApiCall> calls, AccountFacts? record)
    {
        History = history;
        Revision = history.Revision;
        Record = record;
        Count = history.Calls;
        CallCount = calls.Length;
        FirstCall = calls[0].Micros;
        LastCall = calls[^1].Micros;
        LastReseller = calls[^1].Reseller ?? "";
        Span<Trait> traits = stackalloc Trait[MaxTraits];
        var (models, sittings) = (t_models ??= [], t_starts ??= []);
        KnownPrompts = Survey(calls, history.Names, models);
        ConstantPrompt = Constant(calls, KnownPrompts);
        FindSittings(calls, sittings);
        var prompts = DistinctPrompts.Of(calls);
        _lists = new PackedProfile(
            CollectionsMarshal.AsSpan(sittings),
            CollectionsMarshal.AsSpan(models),
            FramingAnchors.Find(calls, prompts, MaxFramings),
            Profiles.WordPairs.Find(calls, prompts, MaxWordPairs),
            traits[..FindTraits(calls, record, traits)]
        );
    }

    // The same with other traits.
    private AccountProfile(AccountProfile profile, ReadOnlySpan<Trait> traits)
    {
        (History, Revision, Record, _bannedAt) = (profile.History, profile.Revision, profile.Record, profile._bannedAt);
        (Count, CallCount, KnownPrompts, ConstantPrompt) = (profile.Count, profile.CallCount, profile.KnownPrompts, profile.ConstantPrompt);
        (FirstCall, LastCall, LastReseller) = (profile.FirstCall, profile.LastCall, profile.LastReseller);
        _lists = profile._lists.With(traits);
    }

    public AccountId Account => History.Account;

    internal AccountHistory History { get; }

    /// <summary>The history's revision that this is the profile of.</summary>
    internal int Revision { get; }

    /// <summary>Calls in order of event time, then id. Never empty. Read anew each time, for those of all accounts do not fit in memory.</summary>
    public IReadOnlyList<ApiCall> Calls => [.. Look()];

    /// <summary>The same calls, for one look: good until the thread's next look at any account's.</summary>
    internal ReadOnlySpan<ApiCall> Look() => Look(History);

    /// <summary>Calls made; more than <see cref="CallCount"/> where windows are sampled.</summary>
    public long Count { get; }

    /// <summary>Calls that <see cref="Calls"/> holds.</summary>
    public int CallCount { get; }

    /// <summary>Those of them whose prompt is known.</summary>
    public int KnownPrompts { get; }

    /// <summary>The one prompt that nearly all of its calls have, as its hash; 0 where there is none.</summary>
    public ulong ConstantPrompt { get; }

    /// <summary>Time of the first call of the lookback, microseconds.</summary>
    public long FirstCall { get; }

    /// <summary>Time of the last, microseconds.</summary>
    public long LastCall { get; }

    /// <summary>The last call's reseller; empty when it has none.</summary>
    public string LastReseller { get; }

    /// <summary>The models called, by number of its history's <see cref="AccountHistory.Names"/>, in order of the first call of each.</summary>
    internal ReadOnlySpan<ModelUse> Models => _lists.Models;

    /// <summary>What the account system knew; null when nothing.</summary>
    public AccountFacts? Record { get; }

    /// <summary>When the account was banned, as of the run's time; null when it is not, or no longer.</summary>
    public DateTimeOffset? BannedAt
    {
        get => _bannedAt == 0 ? null : new(_bannedAt, TimeSpan.Zero);
        private init => _bannedAt = value?.UtcTicks ?? 0;
    }

    /// <summary>Framings that the account repeats.</summary>
    public ReadOnlySpan<FramingUse> Framings => _lists.Framings;

    /// <summary>Share of its calls in framings that it repeats word for word.</summary>
    public double VerbatimShare
    {
        get
        {
            var calls = 0;
            foreach (ref readonly var framing in Framings)
            {
                calls += framing.Calls;
            }

            return Math.Min(1, (double)calls / CallCount);
        }
    }

    /// <summary>Hashes of the word pairs that the account repeats near the ends of its prompts, in order.</summary>
    public ReadOnlySpan<uint> WordPairs => _lists.Pairs;

    /// <summary>Start times of sittings (calls without a pause of 15 minutes), microseconds, in order.</summary>
    public ReadOnlySpan<long> Sittings => _lists.Sittings;

    /// <summary>Values that other accounts may share: what the account system knows, the networks most called from, the client most used.</summary>
    public ReadOnlySpan<Trait> Traits => _lists.Traits;

    /// <summary>The means of payment that makes accounts one card; null when it is unknown.</summary>
    public Trait? Card => Traits is [{ Kind: TraitKind.Payment } card, ..] ? card : null;

    /// <summary>The profile as of <paramref name="time"/>; null when the account made no call within the lookback.</summary>
    public static AccountProfile? Of(AccountHistory history, DateTimeOffset time)
    {
        if (history.Kept == 0)
        {
            return null;
        }

        return new AccountProfile(history, Look(history), history.FactsAt(time)) { BannedAt = history.BannedAt(time) };
    }

    /// <summary>The profile without some traits; the same profile when it has none of them.</summary>
    internal AccountProfile Without(IReadOnlySet<Trait> traits)
    {
        Span<Trait> kept = stackalloc Trait[MaxTraits];
        var count = 0;
        foreach (ref readonly var trait in Traits)
        {
            if (!traits.Contains(trait))
            {
                kept[count++] = trait;
            }
        }

        return count == Traits.Length ? this : new AccountProfile(this, kept[..count]);
    }

    private static ReadOnlySpan<ApiCall> Look(AccountHistory history)
    {
        var kept = history.Kept;
        if (t_scratch is null || t_scratch.Length < kept)
        {
            t_scratch = new ApiCall[Math.Max(kept, 256)];
        }

        history.Read(t_scratch);
        return t_scratch.AsSpan(0, kept);
    }

    // Finds the models, and gives how many prompts are known.
    private static int Survey(ReadOnlySpan<ApiCall> calls, NameTable names, List<ModelUse> models)
    {
        models.Clear();
        (int known, string? last) = (0, null);
        foreach (ref readonly var call in calls)
        {
            known += call.PromptInPlace.IsKnown ? 1 : 0;
            if (!ReferenceEquals(call.Model, last) && names.NumberOf(last = call.Model) is var name && !Knows(models, name))
            {
                models.Add(new ModelUse(call.Micros, name));
            }
        }

        return known;
    }

    // The prompt of most calls if there is one (Boyer and Moore's majority vote), and it is that of nearly all.
    private static ulong Constant(ReadOnlySpan<ApiCall> calls, int known)
    {
        if (known < MinConstant)
        {
            return 0;
        }

        var (candidate, lead) = (0UL, 0);
        foreach (ref readonly var call in calls)
        {
            if (call.PromptInPlace.Whole is not 0 and var whole)
            {
                candidate = lead == 0 ? whole : candidate;
                lead += whole == candidate ? 1 : -1;
            }
        }

        var count = 0;
        foreach (ref readonly var call in calls)
        {
            count += call.PromptInPlace.Whole == candidate ? 1 : 0;
        }

        return candidate != 0 && count >= NearlyAll * known ? candidate : 0;
    }

    private static bool Knows(List<ModelUse> models, int name)
    {
        foreach (ref readonly var model in CollectionsMarshal.AsSpan(models))
        {
            if (model.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static void FindSittings(ReadOnlySpan<ApiCall> calls, List<long> starts)
    {
        starts.Clear();
        var last = long.MinValue / 2;
        foreach (ref readonly var call in calls)
        {
            if (call.Micros - last > SittingGapMicros)
            {
                starts.Add(call.Micros);
            }

            last = call.Micros;
        }
    }

    private static int FindTraits(ReadOnlySpan<ApiCall> calls, AccountFacts? record, Span<Trait> traits)
    {
        var (networks, clients) = (t_networks ??= new KeyCounts(), t_clients ??= new KeyCounts());
        networks.Clear();
        clients.Clear();
        foreach (ref readonly var call in calls)
        {
            networks.Add(call.Network.Bits)++;
            clients.Add(call.Client)++;
        }

        var count = 0;
        Add(traits, ref count, TraitKind.Payment, record?.Payment ?? 0);
        Add(traits, ref count, TraitKind.Device, record?.Device ?? 0);
        Add(
            traits,
            ref count,
            TraitKind.EmailDomain,
            record?.EmailDomain is { Length: > 0 } domain ? Fingerprint.Of(Encoding.UTF8.GetBytes(domain)) : 0
        );
        AddMostUsed(traits, ref count, TraitKind.Network, networks, calls.Length, MaxNetworks);
        AddMostUsed(traits, ref count, TraitKind.Client, clients, calls.Length, 1);
        return count;
    }

    private static void Add(Span<Trait> traits, ref int count, TraitKind kind, ulong value)
    {
        if (value != 0)
        {
            traits[count++] = new Trait(kind, value);
        }
    }

    // A network seen once may be a café's: a tenth of the calls makes it the account's. No more than ten have a tenth.
    private static void AddMostUsed(Span<Trait> traits, ref int count, TraitKind kind, KeyCounts values, int calls, int limit)
    {
        Span<(ulong Value, int Calls)> most = stackalloc (ulong, int)[10];
        var found = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values.At(i);
            if (value.Key != 0 && value.Count * 10L >= calls)
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
