using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Looks every call of an account up among the framings of all families. A call that carries a family's framing once is found too.</summary>
internal sealed class TemplateLibrary
{
    private const int FilterBits = 1 << 20;

    [ThreadStatic]
    private static Carried[]? t_carried;

    [ThreadStatic]
    private static Found? t_found;

    private readonly Dictionary<TemplateKey, (int Family, Template Template)> _features = [];
    private readonly ulong[] _filter = new ulong[FilterBits / 64];
    private readonly TemplateSets _sets;

    public TemplateLibrary(IReadOnlyList<TemplateFamily> families)
    {
        (Families, _sets) = (families, new TemplateSets(families));
        for (var family = 0; family < families.Count; family++)
        {
            foreach (var template in families[family].Templates)
            {
                foreach (var feature in template.Features)
                {
                    _features.TryAdd(feature, (family, template));
                    var hash = (uint)(feature.Value >> 8);
                    _filter[WordOf(hash)] |= BitsOf(hash);
                }
            }
        }
    }

    public IReadOnlyList<TemplateFamily> Families { get; }

    /// <summary>What the account used of each family, in order of family; empty for most accounts.</summary>
    public FamilyUse[] Match(AccountProfile profile)
    {
        Span<Carried> carried = t_carried ??= new Carried[(2 * PromptFeatures.LengthCount) + PromptFeatures.PairCount];
        var found = t_found ??= new Found();
        found.Clear();
        var calls = profile.History.Prompts();
        while (calls.MoveNext())
        {
            ref readonly var prompt = ref calls.Prompt;
            var count = 0;
            for (var i = 0; i < PromptFeatures.LengthCount && prompt.Heads[i] != 0; i++)
            {
                if (MayHave(prompt.Heads[i]))
                {
                    Look(TemplateKey.Of(prompt.Heads[i], i, isTail: false), carried, ref count);
                }

                if (MayHave(prompt.Tails[i]))
                {
                    Look(TemplateKey.Of(prompt.Tails[i], i, isTail: true), carried, ref count);
                }
            }

            for (var i = 0; i < PromptFeatures.PairCount && prompt.Pairs[i] != 0; i++)
            {
                if (MayHave(prompt.Pairs[i]))
                {
                    Look(TemplateKey.OfPair(prompt.Pairs[i]), carried, ref count);
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
    private static uint WordOf(uint hash) => (hash >> 6) & ((FilterBits / 64) - 1);

    // Of a pair, which has 24 bits, the last six name the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitsOf(uint hash) => (1UL << (int)(hash & 63)) | (1UL << (int)((hash >> 18) & 63));

    private void Look(TemplateKey key, Span<Carried> carried, ref int count)
    {
        if (!_features.TryGetValue(key, out var feature))
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(carried[i].Template, feature.Template))
            {
                carried[i].Features++;
                return;
            }
        }

        carried[count++] = new Carried
        {
            Family = feature.Family,
            Template = feature.Template,
            Features = 1,
        };
    }

    // Framings known by their words share sentences: a call is the one's that it carries most of. Whole framings stand at either end, and a call may
    // have two.
    private static void Take(ulong call, long micros, ReadOnlySpan<Carried> carried, Found found)
    {
        for (var i = 0; i < carried.Length; i++)
        {
            var template = carried[i].Template;
            if (carried[i].Features >= template.Needed && (template.Needed == 1 || !IsOutdone(carried, i)))
            {
                found.Add(carried[i].Family, template, call, micros);
            }
        }
    }

    private static bool IsOutdone(ReadOnlySpan<Carried> carried, int at)
    {
        foreach (ref readonly var other in carried)
        {
            if (
                other.Family == carried[at].Family
                && (
                    other.Features > carried[at].Features || (other.Features == carried[at].Features && other.Template.Key < carried[at].Template.Key)
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    private struct Carried
    {
        public int Family;
        public Template Template;
        public int Features;
    }

    // Of the account that is looked at: few families, and fewer framings, so that a search from end to end is the quickest.
    private sealed class Found
    {
        private readonly List<FamilyUse> _uses = [];
        private readonly List<ulong> _last = [];
        private readonly List<(int Family, Template Template)> _templates = [];
        private readonly List<Template> _ofFamily = [];

        public void Clear()
        {
            _uses.Clear();
            _last.Clear();
            _templates.Clear();
        }

        // The framings of one call come one after another.
        public void Add(int family, Template template, ulong call, long micros)
        {
            var uses = CollectionsMarshal.AsSpan(_uses);
            var at = 0;
            while (at < uses.Length && uses[at].Family != family)
            {
                at++;
            }

            if (at == uses.Length)
            {
                _uses.Add(new FamilyUse(family, [], 1, micros));
                _last.Add(call);
            }
            else
            {
                uses[at] = uses[at] with
                {
                    FramedCalls = uses[at].FramedCalls + (call == _last[at] ? 0 : 1),
                    Since = Math.Min(uses[at].Since, micros),
                };
                _last[at] = call;
            }

            foreach (var (_, known) in CollectionsMarshal.AsSpan(_templates))
            {
                if (ReferenceEquals(known, template))
                {
                    return;
                }
            }

            _templates.Add((family, template));
        }

        public FamilyUse[] Uses(TemplateSets sets)
        {
            if (_uses.Count == 0)
            {
                return [];
            }

            FamilyUse[] uses = [.. _uses];
            uses.AsSpan().Sort(static (a, b) => a.Family.CompareTo(b.Family));
            foreach (ref var use in uses.AsSpan())
            {
                use = use with { Templates = sets.Of(use.Family, TemplatesOf(use.Family)) };
            }

            return uses;
        }

        private ReadOnlySpan<Template> TemplatesOf(int family)
        {
            _ofFamily.Clear();
            foreach (var (of, template) in CollectionsMarshal.AsSpan(_templates))
            {
                if (of == family)
                {
                    _ofFamily.Add(template);
                }
            }

            return CollectionsMarshal.AsSpan(_ofFamily);
        }
    }
}

/// <summary>What one account used of one family.</summary>
/// <param name="Family">The family's place in the library.</param>
/// <param name="Templates">The framings, in order.</param>
/// <param name="FramedCalls">Calls that carry any of them.</param>
/// <param name="Since">Time of the first of them, microseconds.</param>
internal readonly record struct FamilyUse(int Family, TemplateKey[] Templates, int FramedCalls, long Since);
