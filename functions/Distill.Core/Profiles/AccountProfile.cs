using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>What the lookback tells about one account, ready for comparison with others. Derived from the account's history alone.</summary>
public sealed class AccountProfile
{
    // Most framings and word pairs kept of an account, the most used framings first. Each list's length must fit into one byte.
    private const int MaxFramings = 24;
    private const int MaxWordPairs = 64;
    private const int MaxPassages = 48;

    // Most exchanges kept of an account: 256 bytes. They also must fit into one byte.
    private const int MaxExchanges = 32;

    private readonly PackedProfile _lists;
    private readonly long _bannedAt;

    private AccountProfile(AccountHistory history, ReadOnlySpan<ApiCall> calls, AccountFacts? record, ProfileScratch scratch)
    {
        History = history;
        Revision = history.Revision;
        Record = record;
        Count = history.Calls;
        CallCount = calls.Length;
        FirstCall = calls[0].Micros;
        LastCall = calls[^1].Micros;
        LastReseller = calls[^1].Reseller ?? "";
        KnownPrompts = Survey(calls, history.Names, scratch.Models);
        ConstantPrompt = ConstantPrompts.Of(calls, KnownPrompts);
        Profiles.Sittings.Find(calls, scratch.Sittings);
        var prompts = DistinctPrompts.Of(calls, scratch.Prompts);
        Span<Trait> traits = stackalloc Trait[AccountTraits.Most];
        var framings = FramingAnchors.Find(calls, prompts, MaxFramings, scratch.Anchors);
        var passages = AccountPassages.Find(calls, prompts, MaxPassages, scratch.Passages);
        PassageChances = passages.Chances;
        _lists = new PackedProfile(
            CollectionsMarshal.AsSpan(scratch.Sittings),
            AccountExchanges.Find(calls, MaxExchanges, scratch.Exchanges),
            CollectionsMarshal.AsSpan(scratch.Models),
            framings,
            Profiles.WordPairs.Find(calls, prompts, MaxWordPairs, scratch.Pairs),
            framings.IsEmpty || ClientWraps.MayHave(framings, KnownPrompts, passages) ? passages.Passages : [],
            traits[..AccountTraits.Find(calls, record, scratch, traits)]
        );
    }

    // A copy with other traits.
    private AccountProfile(AccountProfile profile, ReadOnlySpan<Trait> traits)
    {
        (History, Revision, Record, _bannedAt) = (profile.History, profile.Revision, profile.Record, profile._bannedAt);
        (Count, CallCount, KnownPrompts, ConstantPrompt) = (profile.Count, profile.CallCount, profile.KnownPrompts, profile.ConstantPrompt);
        (FirstCall, LastCall, LastReseller) = (profile.FirstCall, profile.LastCall, profile.LastReseller);
        PassageChances = profile.PassageChances;
        _lists = profile._lists.With(traits);
    }

    public AccountId Account => History.Account;

    internal AccountHistory History { get; }

    /// <summary>The history's revision from which this profile was made.</summary>
    internal int Revision { get; }

    /// <summary>
    /// Calls ordered by event time, then id. Never empty. Each access reads them anew, because those of all accounts do not fit in memory.
    /// </summary>
    public IReadOnlyList<ApiCall> Calls
    {
        get
        {
            using var buffer = Scratch.Rent<CallBuffer>();
            return [.. Read(buffer.Value)];
        }
    }

    /// <summary>Reads the same calls into a buffer. Valid until the buffer is used again.</summary>
    internal ReadOnlySpan<ApiCall> Read(CallBuffer buffer) => Read(History, buffer);

    /// <summary>Calls made. More than <see cref="CallCount"/> when windows are sampled.</summary>
    public long Count { get; }

    /// <summary>Calls kept: the length of <see cref="Calls"/>.</summary>
    public int CallCount { get; }

    /// <summary>Kept calls whose prompt is known.</summary>
    public int KnownPrompts { get; }

    /// <summary>Hash of the one prompt that nearly all of the calls have. 0 when there is none.</summary>
    public ulong ConstantPrompt { get; }

    /// <summary>Time of the first call of the lookback, microseconds since 1970-01-01 UTC.</summary>
    public long FirstCall { get; }

    /// <summary>Time of the last call, microseconds since 1970-01-01 UTC.</summary>
    public long LastCall { get; }

    /// <summary>The last call's reseller. Empty when it has none.</summary>
    public string LastReseller { get; }

    /// <summary>The models called, by their number in the history's <see cref="AccountHistory.Names"/>, ordered by the first call of each.</summary>
    internal ReadOnlySpan<ModelUse> Models => _lists.Models;

    /// <summary>The latest account record at the run's time. Null when there is none.</summary>
    public AccountFacts? Record { get; }

    /// <summary>When the account was banned, as of the run's time. Null when it is not banned, or no longer.</summary>
    public DateTimeOffset? BannedAt
    {
        get => _bannedAt == 0 ? null : new(_bannedAt, TimeSpan.Zero);
        private init => _bannedAt = value?.UtcTicks ?? 0;
    }

    /// <summary>Framings that the account repeats, most used first.</summary>
    public ReadOnlySpan<FramingUse> Framings => _lists.Framings;

    /// <summary>Share of the kept calls with a framing that the account repeats word for word, 0 to 1.</summary>
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

    /// <summary>Hashes of the word pairs that the account repeats near the ends of its prompts, ascending.</summary>
    public ReadOnlySpan<uint> WordPairs => _lists.Pairs;

    /// <summary>
    /// Passages that the account repeats inside its prompts, most used first. Empty when its prompts' ends repeat and nothing stands around nearly
    /// all of them, because then its framings are at the ends.
    /// </summary>
    internal ReadOnlySpan<PassageUse> Passages => _lists.Passages;

    /// <summary>In how many of its prompts a passage of all of them is drawn on average, in <see cref="AccountPassages.One"/>.</summary>
    internal long PassageChances { get; }

    /// <summary>Start times of the sittings, microseconds since 1970-01-01 UTC, ascending. A pause of more than 15 minutes ends a sitting.</summary>
    public ReadOnlySpan<long> Sittings => _lists.Sittings;

    /// <summary>Exchanges at which the account's parts of conversations begin or end, ascending, see <see cref="AccountExchanges"/>.</summary>
    internal ReadOnlySpan<ulong> Exchanges => _lists.Exchanges;

    /// <summary>Values that other accounts may share: those of the account record, the networks most called from, and the client most used.</summary>
    public ReadOnlySpan<Trait> Traits => _lists.Traits;

    /// <summary>The account's card: its means of payment. Null when it is unknown.</summary>
    public Trait? Card => Traits is [{ Kind: TraitKind.Payment } card, ..] ? card : null;

    /// <summary>True when the account has one of these values of this kind.</summary>
    internal bool Has(TraitKind kind, HashSet<ulong> values)
    {
        foreach (ref readonly var trait in Traits)
        {
            if (trait.Kind == kind && values.Contains(trait.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the profile as of <paramref name="time"/>. Null when the account made no call within the lookback.</summary>
    internal static AccountProfile? Of(AccountHistory history, DateTimeOffset time, ProfileScratch scratch)
    {
        if (history.Kept == 0)
        {
            return null;
        }

        return new AccountProfile(history, Read(history, scratch.Calls), history.FactsAt(time), scratch) { BannedAt = history.BannedAt(time) };
    }

    /// <summary>Returns the profile without these traits, or the same object when it has none of them.</summary>
    internal AccountProfile Without(IReadOnlySet<Trait> traits)
    {
        Span<Trait> kept = stackalloc Trait[AccountTraits.Most];
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

    private static ReadOnlySpan<ApiCall> Read(AccountHistory history, CallBuffer buffer)
    {
        var calls = buffer.Calls(history.Kept);
        history.Read(calls, buffer);
        return calls;
    }

    // Lists the models, and returns how many prompts are known.
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
}
