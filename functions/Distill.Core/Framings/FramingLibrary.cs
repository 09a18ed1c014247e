using System.Runtime.CompilerServices;
using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Framings;

/// <summary>Looks every call of an account up among the framings of all families. A call that carries a family's framing once is found too.</summary>
internal sealed class FramingLibrary
{
    // Bits of the filter, 128 KB: it stays in the processor's cache, and a library of thousands of framings fills little of it.
    private const int FilterBits = 1 << 20;

    private const int WordBits = 64;

    private readonly Dictionary<FramingKey, (int Family, Framing Framing)> _features = [];
    private readonly ulong[] _filter = new ulong[FilterBits / WordBits];
    private readonly FramingSets _sets;

    public FramingLibrary(IReadOnlyList<FramingFamily> families)
    {
        (Families, _sets) = (families, new FramingSets(families));
        for (var family = 0; family < families.Count; family++)
        {
            foreach (var framing in families[family].Framings)
            {
                foreach (var feature in framing.Features)
                {
                    _features.TryAdd(feature, (family, framing));
                    var hash = (uint)(feature.Value >> 8);
                    _filter[WordOf(hash)] |= BitsOf(hash);
                }
            }
        }
    }

    public IReadOnlyList<FramingFamily> Families { get; }

    /// <summary>What the account used of each family, in order of family; empty for most accounts.</summary>
    public FamilyUse[] Match(AccountProfile profile, MatchScratch scratch)
    {
        Span<Carried> carried = scratch.Carried;
        var found = scratch.Found;
        found.Clear();
        var calls = new PromptEnumerator(profile.History, scratch.Calls);
        while (calls.MoveNext())
        {
            ref readonly var prompt = ref calls.Prompt;
            var count = 0;
            for (var i = 0; i < PromptFeatures.LengthCount && prompt.Heads[i] != 0; i++)
            {
                if (MayHave(prompt.Heads[i]))
                {
                    Look(FramingKey.Of(prompt.Heads[i], i, isTail: false), carried, ref count);
                }

                if (MayHave(prompt.Tails[i]))
                {
                    Look(FramingKey.Of(prompt.Tails[i], i, isTail: true), carried, ref count);
                }
            }

            for (var i = 0; i < PromptFeatures.PairCount && prompt.Pairs[i] != 0; i++)
            {
                if (MayHave(prompt.Pairs[i]))
                {
                    Look(FramingKey.OfPair(prompt.Pairs[i]), carried, ref count);
                }
            }

            Take(calls.Id, calls.Micros, carried[..count], found);
        }

        return found.Uses(_sets);
    }

    // False of nearly every hash that no framing has: two bits of one word (a blocked Bloom filter).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayHave(uint hash) => (~_filter[WordOf(hash)] & BitsOf(hash)) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint WordOf(uint hash) => (hash >> 6) & ((FilterBits / WordBits) - 1);

    // Of a pair, which has 24 bits, the last six name the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitsOf(uint hash) => (1UL << (int)(hash & 63)) | (1UL << (int)((hash >> 18) & 63));

    private void Look(FramingKey key, Span<Carried> carried, ref int count)
    {
        if (!_features.TryGetValue(key, out var feature))
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(carried[i].Framing, feature.Framing))
            {
                carried[i].Features++;
                return;
            }
        }

        carried[count++] = new Carried
        {
            Family = feature.Family,
            Framing = feature.Framing,
            Features = 1,
        };
    }

    // Framings known by their words share sentences: a call is the one's that it carries most of. Whole framings stand at either end, and a call may
    // have two.
    private static void Take(ulong call, long micros, ReadOnlySpan<Carried> carried, FoundFramings found)
    {
        for (var i = 0; i < carried.Length; i++)
        {
            var framing = carried[i].Framing;
            if (carried[i].Features >= framing.Needed && (framing.Needed == 1 || !IsOutdone(carried, i)))
            {
                found.Add(carried[i].Family, framing, call, micros);
            }
        }
    }

    private static bool IsOutdone(ReadOnlySpan<Carried> carried, int at)
    {
        foreach (ref readonly var other in carried)
        {
            if (
                other.Family == carried[at].Family
                && (other.Features > carried[at].Features || (other.Features == carried[at].Features && other.Framing.Key < carried[at].Framing.Key))
            )
            {
                return true;
            }
        }

        return false;
    }
}
