using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>
/// The sets of framings that accounts use. Of a family of few framings each set is held once for everybody: most accounts use the same ones. Any
/// number of threads.
/// </summary>
/// <param name="families">The library's.</param>
internal sealed class TemplateSets(IReadOnlyList<TemplateFamily> families)
{
    // Framings of a family; there are 256 sets of so many.
    private const int Few = 8;

    // By family, and by the bits of the framings' places in it. Two threads that miss one at once make it twice, and one of the two is kept.
    private readonly TemplateKey[]?[]?[] _sets =
    [
        .. families.Select(f => f.Templates.Count <= Few ? new TemplateKey[]?[1 << f.Templates.Count] : null),
    ];

    /// <summary>The keys of different framings of a family, in order.</summary>
    public TemplateKey[] Of(int family, ReadOnlySpan<Template> used)
    {
        if (_sets[family] is not { } sets)
        {
            return Keys(used);
        }

        var places = 0;
        foreach (var template in used)
        {
            places |= 1 << PlaceOf(families[family].Templates, template);
        }

        return sets[places] ??= Keys(used);
    }

    private static int PlaceOf(IReadOnlyList<Template> templates, Template template)
    {
        var at = 0;
        while (!ReferenceEquals(templates[at], template))
        {
            at++;
        }

        return at;
    }

    private static TemplateKey[] Keys(ReadOnlySpan<Template> used)
    {
        var keys = new TemplateKey[used.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = used[i].Key;
        }

        Array.Sort(keys);
        return keys;
    }
}
