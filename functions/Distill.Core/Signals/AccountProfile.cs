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

    private readonly long[] _sittings;

    private AccountProfile(AccountId account, ApiCall[] calls, AccountRecord? record, long count)
    {
        Account = account;
        CallList = [.. calls];
        Record = record;
        Count = count;
        Templates = TemplateAnchors.Find(calls, MaxTemplates);
        WordPairs = Signals.WordPairs.Find(calls, MaxWordPairs);
        _sittings = FindSittings(calls);
        Traits = FindTraits(calls, record);
        Household = Traits.Where(t => t.Kind == TraitKind.Payment).Select(t => (Trait?)t).FirstOrDefault();
    }

    public AccountId Account { get; }

    /// <summary>Calls in order of event time, then id. Never empty.</summary>
    public IReadOnlyList<ApiCall> Calls => CallList;

    internal List<ApiCall> CallList { get; }

    /// <summary>Calls made; more than <see cref="Calls"/> holds where windows are sampled.</summary>
    public long Count { get; }

    /// <summary>What the account system knew; null when nothing.</summary>
    public AccountRecord? Record { get; }

    /// <summary>When the account was banned, as of the run's time; null when it is not, or no longer.</summary>
    public DateTimeOffset? BannedAt { get; private init; }

    /// <summary>Framings that the account repeats.</summary>
    public IReadOnlyList<TemplateUse> Templates { get; }

    /// <summary>Share of its calls in framings that it repeats word for word.</summary>
    public double VerbatimShare => Math.Min(1, (double)Templates.Sum(t => t.Calls) / CallList.Count);

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
        var total = 0;
        long count = 0;
        foreach (var window in history.Windows)
        {
            total += window.Calls.Length;
            count += window.Count;
        }

        if (total == 0)
        {
            return null;
        }

        var calls = new ApiCall[total];
        var at = 0;
        foreach (var window in history.Windows)
        {
            window.Calls.CopyTo(calls.AsSpan(at));
            at += window.Calls.Length;
        }

        Array.Sort(calls, static (a, b) => a.Micros != b.Micros ? a.Micros.CompareTo(b.Micros) : a.Id.CompareTo(b.Id));
        return new AccountProfile(history.Account, calls, history.RecordAt(time), count)
        {
            BannedAt = history.BannedAt(time),
        };
    }

    private static long[] FindSittings(ApiCall[] calls)
    {
        var starts = new List<long>();
        var last = long.MinValue / 2;
        foreach (ref readonly var call in calls.AsSpan())
        {
            if (call.Micros - last > SittingGapMicros)
            {
                starts.Add(call.Micros);
            }

            last = call.Micros;
        }

        return [.. starts];
    }

    private static Trait[] FindTraits(ApiCall[] calls, AccountRecord? record)
    {
        var traits = new List<Trait>();
        Add(TraitKind.Payment, record?.Payment);
        Add(TraitKind.Device, record?.Device);
        Add(TraitKind.EmailDomain, record?.EmailDomain);
        traits.AddRange(MostUsed(calls, static c => c.Network.Bits, MaxNetworks).Select(n => new Trait(TraitKind.Network, n)));
        traits.AddRange(MostUsed(calls, static c => c.Client, 1).Select(c => new Trait(TraitKind.Client, c)));
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
    private static IEnumerable<ulong> MostUsed(ApiCall[] calls, Func<ApiCall, ulong> value, int limit) => calls
        .Select(value).Where(v => v != 0).CountBy(v => v)
        .Where(v => v.Value * 10 >= calls.Length)
        .OrderByDescending(v => v.Value).ThenBy(v => v.Key)
        .Take(limit).Select(v => v.Key);
}
