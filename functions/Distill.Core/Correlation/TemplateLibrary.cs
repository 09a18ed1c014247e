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

    /// <summary>The library's framings that the account used, with calls each; empty for most accounts.</summary>
    public IReadOnlyDictionary<TemplateKey, int> Match(AccountProfile profile)
    {
        Dictionary<TemplateKey, int>? found = null;
        foreach (ref readonly var call in CollectionsMarshal.AsSpan(profile.CallList))
        {
            for (var i = 0; i < PromptFeatures.LengthCount && call.Prompt.Heads[i] != 0; i++)
            {
                Look(call.Prompt.Heads[i], i, isTail: false, ref found);
                Look(call.Prompt.Tails[i], i, isTail: true, ref found);
            }
        }

        return found ?? (IReadOnlyDictionary<TemplateKey, int>)s_none;
    }

    /// <summary>The family of a framing that <see cref="Match"/> found.</summary>
    public int FamilyOf(TemplateKey key) => _familyOf[key];

    private static readonly Dictionary<TemplateKey, int> s_none = [];

    private void Look(uint hash, int lengthIndex, bool isTail, ref Dictionary<TemplateKey, int>? found)
    {
        if ((_filter[(hash >> 6) & ((FilterBits / 64) - 1)] & (1UL << (int)(hash & 63))) == 0)
        {
            return;
        }

        var key = TemplateKey.Of(hash, lengthIndex, isTail);
        if (_familyOf.ContainsKey(key))
        {
            found ??= [];
            CollectionsMarshal.GetValueRefOrAddDefault(found, key, out _)++;
        }
    }
}
