using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>
/// Shares the sets of framings that accounts use. For a small family each set exists only once, because most accounts use the same ones. Safe for
/// any number of threads.
/// </summary>
/// <param name="families">The families of the library.</param>
internal sealed class FramingSets(IReadOnlyList<FramingFamily> families)
{
    // Most framings of a small family: 8 framings have 256 sets.
    private const int Few = 8;

    // By family, and by a bit for each of its framings. If two threads miss a set at once, both make it, and one is kept.
    private readonly FramingKey[]?[]?[] _sets = [.. families.Select(f => f.Framings.Count <= Few ? new FramingKey[]?[1 << f.Framings.Count] : null)];

    /// <summary>Returns the keys of different framings of a family, sorted.</summary>
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
