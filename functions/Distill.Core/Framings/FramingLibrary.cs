using System.Runtime.CompilerServices;
using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Framings;

/// <summary>Looks up every call of an account among the framings of all families. It also finds a framing that a call carries only once.</summary>
internal sealed class FramingLibrary
{
    // Bits of the filter: 128 KB fit into the processor's cache, and a library of thousands of framings fills little of them.
    private const int FilterBits = 1 << 20;

    // Bits of one word of the filter.
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

    /// <summary>Returns what the account uses of each family, ordered by family. Empty for most accounts.</summary>
    public FamilyUse[] Match(AccountProfile profile, MatchScratch scratch)
    {
        Span<Carried> carried = scratch.Carried;
        var found = scratch.Found;
        found.Clear();
        var calls = new PromptEnumerator(profile.History, scratch.Calls);
        while (calls.MoveNext())
        {
            var count = Carry(calls.Prompt, carried);
            Take(calls.Id, calls.Micros, carried[..count], found);
        }

        return found.Uses(_sets);
    }

    /// <summary>Lists the framings of which a prompt carries features. The span needs room for one for each of the prompt's hashes.</summary>
    /// <returns>How many there are. Which of them the call counts for, <see cref="Counts"/> tells.</returns>
    internal int Carry(in PromptFeatures prompt, Span<Carried> carried)
    {
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

        for (var i = 0; i < PromptFeatures.PassageCount && prompt.Passages[i] != 0; i++)
        {
            if (MayHave(prompt.Passages[i]))
            {
                Look(FramingKey.OfPassage(prompt.Passages[i]), carried, ref count);
            }
        }

        return count;
    }

    /// <summary>
    /// True if a call counts for one of the framings that it carries. Framings known by their word pairs share sentences, so such a call counts for
    /// the one that it carries most of. Whole framings are at either end, so a call may have two of them.
    /// </summary>
    internal static bool Counts(ReadOnlySpan<Carried> carried, int at) =>
        carried[at].Features >= carried[at].Framing.Needed && (carried[at].Framing.Needed == 1 || !IsOutdone(carried, at));

    // False for nearly every hash that no framing has: two bits of one word, a blocked Bloom filter (Putze et al. 2009, doi:10.1145/1498698.1594230).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayHave(uint hash) => (~_filter[WordOf(hash)] & BitsOf(hash)) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint WordOf(uint hash) => (hash >> 6) & ((FilterBits / WordBits) - 1);

    // Bits 0 to 5 of the hash choose the first bit, bits 18 to 23 the second. The hash of a word pair has only 24 bits.
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

    private static void Take(ulong call, long micros, ReadOnlySpan<Carried> carried, FoundFramings found)
    {
        for (var i = 0; i < carried.Length; i++)
        {
            if (Counts(carried, i))
            {
                found.Add(carried[i].Family, carried[i].Framing, call, micros);
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
