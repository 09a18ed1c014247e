using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Looks every call of an account up among the framings of all families. A call that carries a family's framing once is found too.</summary>
internal sealed class TemplateLibrary
{
    private const int FilterBits = 1 << 20;

    private readonly Dictionary<TemplateKey, int> _familyOf = [];
    private readonly ulong[] _filter = new ulong[FilterBits / 64];

    public TemplateLibrary(IReadOnlyList<IReadOnlyList<TemplateKey>> families)
    {
        Families = families;
        for (var family = 0; family < families.Count; family++)
        {
            foreach (var key in families[family])
            {
                _familyOf[key] = family;
                var hash = (uint)(key.Value >> 8);
                _filter[(hash >> 6) & ((FilterBits / 64) - 1)] |= 1UL << (int)(hash & 63);
            }
        }
    }

    /// <summary>The framings of each family.</summary>
    public IReadOnlyList<IReadOnlyList<TemplateKey>> Families { get; }

    /// <summary>What the account used of each family, in order of family; empty for most accounts.</summary>
    public IReadOnlyList<FamilyUse> Match(AccountProfile profile)
    {
        SortedDictionary<int, FamilyUse>? found = null;
        Span<int> seen = stackalloc int[2 * PromptFeatures.LengthCount];
        foreach (ref readonly var call in CollectionsMarshal.AsSpan(profile.CallList))
        {
            var count = 0;
            for (var i = 0; i < PromptFeatures.LengthCount && call.Prompt.Heads[i] != 0; i++)
            {
                Look(TemplateKey.Of(call.Prompt.Heads[i], i, isTail: false), ref found, seen, ref count);
                Look(TemplateKey.Of(call.Prompt.Tails[i], i, isTail: true), ref found, seen, ref count);
            }

            for (var i = 0; i < count; i++)
            {
                found![seen[i]].FramedCalls++;
            }
        }

        return found is null ? [] : [.. found.Values];
    }

    private void Look(TemplateKey key, ref SortedDictionary<int, FamilyUse>? found, Span<int> seen, ref int count)
    {
        var hash = (uint)(key.Value >> 8);
        if ((_filter[(hash >> 6) & ((FilterBits / 64) - 1)] & (1UL << (int)(hash & 63))) == 0 || !_familyOf.TryGetValue(key, out var family))
        {
            return;
        }

        found ??= [];
        if (!found.TryGetValue(family, out var use))
        {
            found.Add(family, use = new FamilyUse(family));
        }

        CollectionsMarshal.GetValueRefOrAddDefault(use.Calls, key, out _)++;
        if (!seen[..count].Contains(family))
        {
            seen[count++] = family;
        }
    }
}

/// <summary>What one account used of one family.</summary>
internal sealed class FamilyUse(int family)
{
    public int Family => family;

    /// <summary>Calls that carry each of the family's framings.</summary>
    public Dictionary<TemplateKey, int> Calls { get; } = [];

    /// <summary>Calls that carry any of them.</summary>
    public int FramedCalls { get; set; }
}
