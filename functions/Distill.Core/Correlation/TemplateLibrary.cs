using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Looks every call of an account up among the framings of all families. A call that carries a family's framing once is found too.</summary>
internal sealed class TemplateLibrary
{
    private const int FilterBits = 1 << 20;

    private readonly Dictionary<TemplateKey, (int Family, TemplateKey Template)> _features = [];
    private readonly ulong[] _filter = new ulong[FilterBits / 64];

    public TemplateLibrary(IReadOnlyList<TemplateFamily> families)
    {
        Families = families;
        for (var family = 0; family < families.Count; family++)
        {
            foreach (var template in families[family].Templates)
            {
                foreach (var feature in template.Features)
                {
                    _features.TryAdd(feature, (family, template.Key));
                    var hash = (uint)(feature.Value >> 8);
                    _filter[(hash >> 6) & ((FilterBits / 64) - 1)] |= 1UL << (int)(hash & 63);
                }
            }
        }
    }

    public IReadOnlyList<TemplateFamily> Families { get; }

    /// <summary>What the account used of each family, in order of family; empty for most accounts.</summary>
    public IReadOnlyList<FamilyUse> Match(AccountProfile profile)
    {
        SortedDictionary<int, FamilyUse>? found = null;
        Span<Carried> carried = stackalloc Carried[(2 * PromptFeatures.LengthCount) + PromptFeatures.PairCount];
        var calls = CollectionsMarshal.AsSpan(profile.CallList);
        for (var at = 0; at < calls.Length; at++)
        {
            ref readonly var call = ref calls[at];
            var count = 0;
            for (var i = 0; i < PromptFeatures.LengthCount && call.Prompt.Heads[i] != 0; i++)
            {
                Look(TemplateKey.Of(call.Prompt.Heads[i], i, isTail: false), carried, ref count);
                Look(TemplateKey.Of(call.Prompt.Tails[i], i, isTail: true), carried, ref count);
            }

            for (var i = 0; i < PromptFeatures.PairCount && call.Prompt.Pairs[i] != 0; i++)
            {
                Look(TemplateKey.OfPair(call.Prompt.Pairs[i]), carried, ref count);
            }

            if (count > 0)
            {
                Take(at, carried[..count], found ??= []);
            }
        }

        return found is null ? [] : [.. found.Values];
    }

    private void Look(TemplateKey key, Span<Carried> carried, ref int count)
    {
        var hash = (uint)(key.Value >> 8);
        if ((_filter[(hash >> 6) & ((FilterBits / 64) - 1)] & (1UL << (int)(hash & 63))) == 0 || !_features.TryGetValue(key, out var feature))
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (carried[i].Family == feature.Family && carried[i].Template == feature.Template)
            {
                carried[i].Features++;
                return;
            }
        }

        carried[count++] = new Carried { Family = feature.Family, Template = feature.Template, Features = 1 };
    }

    // Framings known by their words share sentences: a call is the one's that it carries most of. Whole framings stand at either end, and a call may have two.
    private void Take(int call, ReadOnlySpan<Carried> carried, SortedDictionary<int, FamilyUse> found)
    {
        for (var i = 0; i < carried.Length; i++)
        {
            var family = Families[carried[i].Family];
            if (carried[i].Features < family.Needed || (family.IsVaried && IsOutdone(carried, i)))
            {
                continue;
            }

            if (!found.TryGetValue(carried[i].Family, out var use))
            {
                found.Add(carried[i].Family, use = new FamilyUse(carried[i].Family));
            }

            use.Add(call, carried[i].Template);
        }
    }

    private static bool IsOutdone(ReadOnlySpan<Carried> carried, int at)
    {
        foreach (ref readonly var other in carried)
        {
            if (other.Family == carried[at].Family
                && (other.Features > carried[at].Features || (other.Features == carried[at].Features && other.Template < carried[at].Template)))
            {
                return true;
            }
        }

        return false;
    }

    private struct Carried
    {
        public int Family;
        public TemplateKey Template;
        public int Features;
    }
}

/// <summary>What one account used of one family.</summary>
internal sealed class FamilyUse(int family)
{
    private readonly Dictionary<TemplateKey, int> _calls = [];
    private int _last = -1;

    public int Family => family;

    /// <summary>Calls that carry each of the family's framings.</summary>
    public IReadOnlyDictionary<TemplateKey, int> Calls => _calls;

    /// <summary>Calls that carry any of them.</summary>
    public int FramedCalls { get; private set; }

    /// <summary>The first of them.</summary>
    public int FirstCall { get; private set; }

    /// <summary>Counts a call's framing; calls come in order.</summary>
    public void Add(int call, TemplateKey template)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_calls, template, out _)++;
        FirstCall = _last < 0 ? call : FirstCall;
        FramedCalls += call == _last ? 0 : 1;
        _last = call;
    }
}
