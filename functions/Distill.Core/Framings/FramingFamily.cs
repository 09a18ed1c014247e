using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>Framings that belong together because the same accounts use them.</summary>
/// <param name="Framings">The framings, ordered by key.</param>
/// <param name="Tested">Number of pairs that were compared to find these.</param>
internal sealed record FramingFamily(IReadOnlyList<Framing> Framings, int Tested)
{
    /// <summary>True when the wording varies, so that only word pairs identify the framings.</summary>
    public bool IsVaried => Framings.All(t => t.Needed > 1);

    /// <summary>Joins families into one.</summary>
    public static FramingFamily Union(IEnumerable<FramingFamily> families)
    {
        var all = families.ToArray();
        return new([.. all.SelectMany(f => f.Framings).OrderBy(t => t.Key)], all.Max(f => f.Tested));
    }
}

/// <summary>One framing, and how to recognize a call that carries it.</summary>
/// <param name="Key">The key that identifies it.</param>
/// <param name="Features">What a call may carry: the framing itself, or pairs of its words.</param>
/// <param name="Needed">How many of these features a call must carry to count as framed.</param>
internal sealed record Framing(FramingKey Key, IReadOnlyList<FramingKey> Features, int Needed);
