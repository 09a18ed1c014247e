using System.Runtime.InteropServices;
using Distill.Core.Events;
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

    private readonly IReadOnlyCollection<CallWindow> _windows;
    private readonly long[] _sittings;
    private ApiCall[]? _calls;

    private AccountProfile(AccountHistory history, ReadOnlySpan<ApiCall> calls, AccountRecord? record)
    {
        Account = history.Account;
        _windows = history.Windows;
        Record = record;
        Count = _windows.Sum(w => w.Count);
        CallCount = calls.Length;
        FirstCall = calls[0].Micros;
        LastCall = calls[^1].Micros;
        LastReseller = calls[^1].Reseller ?? "";
        Templates = TemplateAnchors.Find(calls, MaxTemplates);
        WordPairs = Signals.WordPairs.Find(calls, MaxWordPairs);
        _sittings = FindSittings(calls);
        Traits = FindTraits(calls, record);
        Household = Traits.Where(t => t.Kind == TraitKind.Payment).Select(t => (Trait?)t).FirstOrDefault();
        (Models, KnownPrompts) = Survey(calls);
    }

    public AccountId Account { get; }

    /// <summary>
    /// Calls in order of event time, then id. Never empty. They are put in order when they are first asked for, as they are of few accounts: a second copy of all would not
    /// fit in memory.
    /// </summary>
    public IReadOnlyList<ApiCall> Calls => _calls ??= [.. Sorted(_windows)];

    internal ReadOnlySpan<ApiCall> CallSpan => _calls ??= [.. Sorted(_windows)];

    /// <summary>The same calls as they lie, in no order within an hour.</summary>
    internal IReadOnlyCollection<CallWindow> Windows => _windows;

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
    public AccountRecord? Record { get; }

    /// <summary>When the account was banned, as of the run's time; null when it is not, or no longer.</summary>
    public DateTimeOffset? BannedAt { get; private init; }

    /// <summary>Framings that the account repeats.</summary>
    public IReadOnlyList<TemplateUse> Templates { get; }

    /// <summary>Share of its calls in framings that it repeats word for word.</summary>
    public double VerbatimShare => Math.Min(1, (double)Templates.Sum(t => t.Calls) / CallCount);

    /// <summary>Word pairs that the account repeats near the ends of its prompts, in order.</summary>
    public IReadOnlyList<TemplateKey> WordPairs { get; }

    /// <summary>Start times of sittings (calls without a pause of 15 minutes), microseconds, in order.</summary>
    public IReadOnlyList<long> Sittings => _sittings;

    internal ReadOnlySpan<long> SittingSpan => _sittings;

    /// <summary>Values that other accounts may share: what the account system knows, the networks most called from, the client most used.</summary>
    public IReadOnlyList<Trait> Traits { get; }

    /// <summary>The means of payment that makes accounts one household; null when it is unknown.</summary>
    public Trait? Household { get; }

    /// <summary>The profile as of <paramref name="time"/>; null when the account made no call within the lookback.</summary>
    public static AccountProfile? Of(AccountHistory history, DateTimeOffset time)
    {
        if (history.Windows.Count == 0)
        {
            return null;
        }

        var calls = Sorted(history.Windows);
        return calls.IsEmpty ? null : new AccountProfile(history, calls, history.RecordAt(time)) { BannedAt = history.BannedAt(time) };
    }

    // Good until the thread's next profile: most are only looked through.
    private static ReadOnlySpan<ApiCall> Sorted(IReadOnlyCollection<CallWindow> windows)
    {
        var total = windows.Sum(w => w.Calls.Length);
        if (s_scratch is null || s_scratch.Length < total)
        {
            s_scratch = new ApiCall[Math.Max(total, 256)];
        }

        var calls = s_scratch.AsSpan(0, total);
        var rest = calls;
        foreach (var window in windows)
        {
            window.Calls.CopyTo(rest);
            rest = rest[window.Calls.Length..];
        }

        calls.Sort(static (a, b) => a.Micros != b.Micros ? a.Micros.CompareTo(b.Micros) : a.Id.CompareTo(b.Id));
        return calls;
    }

    private static ((string Model, long First)[] Models, int KnownPrompts) Survey(ReadOnlySpan<ApiCall> calls)
    {
        var models = new List<(string Model, long First)>(1);
        var known = 0;
        foreach (ref readonly var call in calls)
        {
            known += call.Prompt.IsKnown ? 1 : 0;
            var model = call.Model;
            if (!models.Exists(m => m.Model == model))
            {
                models.Add((model, call.Micros));
            }
        }

        return ([.. models], known);
    }

    private static long[] FindSittings(ReadOnlySpan<ApiCall> calls)
    {
        var starts = new List<long>();
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

    private static Trait[] FindTraits(ReadOnlySpan<ApiCall> calls, AccountRecord? record)
    {
        var traits = new List<Trait>();
        Add(TraitKind.Payment, record?.Payment);
        Add(TraitKind.Device, record?.Device);
        Add(TraitKind.EmailDomain, record?.EmailDomain);
        var networks = new Dictionary<ulong, int>();
        var clients = new Dictionary<ulong, int>();
        foreach (ref readonly var call in calls)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(networks, call.Network.Bits, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(clients, call.Client, out _)++;
        }

        traits.AddRange(MostUsed(networks, calls.Length, MaxNetworks).Select(n => new Trait(TraitKind.Network, n)));
        traits.AddRange(MostUsed(clients, calls.Length, 1).Select(c => new Trait(TraitKind.Client, c)));
        return [.. traits];

        void Add(TraitKind kind, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                traits.Add(Trait.Of(kind, value));
            }
        }
    }

    // A network seen once may be a café's: a tenth of the calls makes it the account's.
    private static IEnumerable<ulong> MostUsed(Dictionary<ulong, int> values, int calls, int limit) => values
        .Where(v => v.Key != 0 && v.Value * 10 >= calls)
        .OrderByDescending(v => v.Value).ThenBy(v => v.Key)
        .Take(limit).Select(v => v.Key);
}
