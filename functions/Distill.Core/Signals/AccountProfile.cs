using System.Text;
using Distill.Core.Events;
using Distill.Core.Statistics;
using Distill.Core.Windows;

namespace Distill.Core.Signals;

/// <summary>What the lookback says of one account, ready to be compared with others. Derived from its history, and from nothing else.</summary>
public sealed class AccountProfile
{
    private const int MaxTemplates = 24;
    private const int MaxWordPairs = 64;
    private const int MaxNetworks = 4;

    // Calls closer than this belong to one sitting: a sticky session of a relay or a person's.
    private const long SittingGapMicros = 15L * 60 * 1_000_000;

    [ThreadStatic]
    private static ApiCall[]? s_scratch;

    [ThreadStatic]
    private static KeyCounts? s_networks, s_clients;

    [ThreadStatic]
    private static List<long>? s_starts;

    private readonly long[] _sittings;
    private readonly Trait[] _traits;
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
        Templates = TemplateAnchors.Find(calls, MaxTemplates);
        WordPairs = Signals.WordPairs.Find(calls, MaxWordPairs);
        _sittings = FindSittings(calls);
        _traits = FindTraits(calls, record);
        (Models, KnownPrompts) = Survey(calls);
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

    /// <summary>Time of the first call of the lookback, microseconds.</summary>
    public long FirstCall { get; }

    /// <summary>Time of the last, microseconds.</summary>
    public long LastCall { get; }

    /// <summary>The last call's reseller; empty when it has none.</summary>
    public string LastReseller { get; }

    /// <summary>The models called, each with its first call (microseconds), in order of these.</summary>
    public IReadOnlyList<(string Model, long First)> Models { get; }

    /// <summary>What the account system knew; null when nothing.</summary>
    public AccountFacts? Record { get; }

    /// <summary>When the account was banned, as of the run's time; null when it is not, or no longer.</summary>
    public DateTimeOffset? BannedAt
    {
        get => _bannedAt == 0 ? null : new(_bannedAt, TimeSpan.Zero);
        private init => _bannedAt = value?.UtcTicks ?? 0;
    }

    /// <summary>Framings that the account repeats.</summary>
    public IReadOnlyList<TemplateUse> Templates { get; }

    /// <summary>Share of its calls in framings that it repeats word for word.</summary>
    public double VerbatimShare => Math.Min(1, (double)Templates.Sum(t => t.Calls) / CallCount);

    /// <summary>Hashes of the word pairs that the account repeats near the ends of its prompts, in order.</summary>
    public IReadOnlyList<uint> WordPairs { get; }

    /// <summary>Start times of sittings (calls without a pause of 15 minutes), microseconds, in order.</summary>
    public IReadOnlyList<long> Sittings => _sittings;

    internal ReadOnlySpan<long> SittingSpan => _sittings;

    /// <summary>Values that other accounts may share: what the account system knows, the networks most called from, the client most used.</summary>
    public IReadOnlyList<Trait> Traits => _traits;

    internal ReadOnlySpan<Trait> TraitSpan => _traits;

    /// <summary>The means of payment that makes accounts one household; null when it is unknown.</summary>
    public Trait? Household => _traits is [{ Kind: TraitKind.Payment } card, ..] ? card : null;

    /// <summary>The profile as of <paramref name="time"/>; null when the account made no call within the lookback.</summary>
    public static AccountProfile? Of(AccountHistory history, DateTimeOffset time)
    {
        if (history.Kept == 0)
        {
            return null;
        }

        return new AccountProfile(history, Look(history), history.FactsAt(time)) { BannedAt = history.BannedAt(time) };
    }

    private static ReadOnlySpan<ApiCall> Look(AccountHistory history)
    {
        var kept = history.Kept;
        if (s_scratch is null || s_scratch.Length < kept)
        {
            s_scratch = new ApiCall[Math.Max(kept, 256)];
        }

        history.Read(s_scratch);
        return s_scratch.AsSpan(0, kept);
    }

    private static ((string Model, long First)[] Models, int KnownPrompts) Survey(ReadOnlySpan<ApiCall> calls)
    {
        var models = new List<(string Model, long First)>(1);
        var known = 0;
        foreach (ref readonly var call in calls)
        {
            known += call.PromptInPlace.IsKnown ? 1 : 0;
            if (!Knows(models, call.Model))
            {
                models.Add((call.Model, call.Micros));
            }
        }

        return ([.. models], known);
    }

    private static bool Knows(List<(string Model, long First)> models, string model)
    {
        foreach (var (known, _) in models)
        {
            if (known == model)
            {
                return true;
            }
        }

        return false;
    }

    private static long[] FindSittings(ReadOnlySpan<ApiCall> calls)
    {
        var starts = s_starts ??= [];
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

        return [.. starts];
    }

    private static Trait[] FindTraits(ReadOnlySpan<ApiCall> calls, AccountFacts? record)
    {
        var (networks, clients) = (s_networks ??= new KeyCounts(), s_clients ??= new KeyCounts());
        networks.Clear();
        clients.Clear();
        foreach (ref readonly var call in calls)
        {
            networks.Add(call.Network.Bits)++;
            clients.Add(call.Client)++;
        }

        Span<Trait> traits = stackalloc Trait[3 + MaxNetworks + 1];
        var count = 0;
        Add(traits, ref count, TraitKind.Payment, record?.Payment ?? 0);
        Add(traits, ref count, TraitKind.Device, record?.Device ?? 0);
        Add(traits, ref count, TraitKind.EmailDomain, record?.EmailDomain is { Length: > 0 } domain ? Fingerprint.Of(Encoding.UTF8.GetBytes(domain)) : 0);
        AddMostUsed(traits, ref count, TraitKind.Network, networks, calls.Length, MaxNetworks);
        AddMostUsed(traits, ref count, TraitKind.Client, clients, calls.Length, 1);
        return traits[..count].ToArray();
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
