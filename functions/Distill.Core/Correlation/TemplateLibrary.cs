using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Looks every call of an account up among the framings of all families. A call that carries a family's framing once is found too.</summary>
internal sealed class TemplateLibrary
{
    private const int FilterBits = 1 << 20;

    [ThreadStatic]
    private static Carried[]? s_carried;

    private readonly Dictionary<TemplateKey, (int Family, Template Template)> _features = [];
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
                    _features.TryAdd(feature, (family, template));
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
        Span<Carried> carried = s_carried ??= new Carried[(2 * PromptFeatures.LengthCount) + PromptFeatures.PairCount];
        foreach (ref readonly var call in profile.Look())
        {
            ref readonly var prompt = ref call.PromptInPlace;
            var count = 0;
            for (var i = 0; i < PromptFeatures.LengthCount && prompt.Heads[i] != 0; i++)
            {
                Look(TemplateKey.Of(prompt.Heads[i], i, isTail: false), carried, ref count);
                Look(TemplateKey.Of(prompt.Tails[i], i, isTail: true), carried, ref count);
            }

            for (var i = 0; i < PromptFeatures.PairCount && prompt.Pairs[i] != 0; i++)
            {
                Look(TemplateKey.OfPair(prompt.Pairs[i]), carried, ref count);
            }

            if (count > 0)
            {
                Take(call, carried[..count], found ??= []);
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
            if (ReferenceEquals(carried[i].Template, feature.Template))
            {
                carried[i].Features++;
                return;
            }
        }

        carried[count++] = new Carried { Family = feature.Family, Template = feature.Template, Features = 1 };
    }

    // Framings known by their words share sentences: a call is the one's that it carries most of. Whole framings stand at either end, and a call may have two.
    private static void Take(in ApiCall call, ReadOnlySpan<Carried> carried, SortedDictionary<int, FamilyUse> found)
    {
        for (var i = 0; i < carried.Length; i++)
        {
            var template = carried[i].Template;
            if (carried[i].Features < template.Needed || (template.Needed > 1 && IsOutdone(carried, i)))
            {
                continue;
            }

            if (!found.TryGetValue(carried[i].Family, out var use))
            {
                found.Add(carried[i].Family, use = new FamilyUse(carried[i].Family));
            }

            use.Add(call, template.Key);
        }
    }

    private static bool IsOutdone(ReadOnlySpan<Carried> carried, int at)
    {
        foreach (ref readonly var other in carried)
        {
            if (other.Family == carried[at].Family
                && (other.Features > carried[at].Features || (other.Features == carried[at].Features && other.Template.Key < carried[at].Template.Key)))
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
}

/// <summary>What one account used of one family.</summary>
internal sealed class FamilyUse(int family)
{
    private readonly Dictionary<TemplateKey, int> _calls = [];
    private ulong? _last;

    public int Family => family;

    /// <summary>Calls that carry each of the family's framings.</summary>
    public IReadOnlyDictionary<TemplateKey, int> Calls => _calls;

    /// <summary>Calls that carry any of them.</summary>
    public int FramedCalls { get; private set; }

    /// <summary>Time of the first of them, microseconds.</summary>
    public long Since { get; private set; } = long.MaxValue;

    /// <summary>Counts a call's framing; those of one call come one after another.</summary>
    public void Add(in ApiCall call, TemplateKey template)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_calls, template, out _)++;
        Since = Math.Min(Since, call.Micros);
        FramedCalls += call.Id == _last ? 0 : 1;
        _last = call.Id;
    }
}
