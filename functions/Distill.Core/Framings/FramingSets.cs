using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>
/// The sets of framings that accounts use. Of a family of few framings each set is held once for everybody: most accounts use the same ones. Any
/// number of threads.
/// </summary>
/// <param name="families">The library's.</param>
internal sealed class FramingSets(IReadOnlyList<FramingFamily> families)
{
    // Framings of a family; there are 256 sets of so many.
    private const int Few = 8;

    // By family, and by the bits of the framings' places in it. Two threads that miss one at once make it twice, and one of the two is kept.
    private readonly FramingKey[]?[]?[] _sets = [.. families.Select(f => f.Framings.Count <= Few ? new FramingKey[]?[1 << f.Framings.Count] : null)];

    /// <summary>The keys of different framings of a family, in order.</summary>
    public FramingKey[] Of(int family, ReadOnlySpan<Framing> used)
    {
        if (_sets[family] is not { } sets)
        {
            return Keys(used);
        }

        var places = 0;
        foreach (var framing in used)
        {
            places |= 1 << PlaceOf(families[family].Framings, framing);
        }

        return sets[places] ??= Keys(used);
    }

    private static int PlaceOf(IReadOnlyList<Framing> framings, Framing framing)
    {
        var at = 0;
        while (!ReferenceEquals(framings[at], framing))
        {
            at++;
        }

        return at;
    }

    private static FramingKey[] Keys(ReadOnlySpan<Framing> used)
    {
        var keys = new FramingKey[used.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = used[i].Key;
        }

        Array.Sort(keys);
        return keys;
    }
}
