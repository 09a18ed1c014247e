using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>Framings that belong together, because the same accounts use them.</summary>
/// <param name="Framings">The framings, in order of their keys.</param>
/// <param name="Tested">Pairs among which these were found.</param>
internal sealed record FramingFamily(IReadOnlyList<Framing> Framings, int Tested)
{
    /// <summary>True when the framings are known by their words' pairs alone, for their wording varies.</summary>
    public bool IsVaried => Framings.All(t => t.Needed > 1);

    public static FramingFamily Union(IEnumerable<FramingFamily> families)
    {
        var all = families.ToArray();
        return new([.. all.SelectMany(f => f.Framings).OrderBy(t => t.Key)], all.Max(f => f.Tested));
    }
}

/// <summary>One framing.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Features">What a call of it may carry: the framing itself, or pairs of its words.</param>
/// <param name="Needed">How many of these a call must carry to be one of its calls.</param>
internal sealed record Framing(FramingKey Key, IReadOnlyList<FramingKey> Features, int Needed);
