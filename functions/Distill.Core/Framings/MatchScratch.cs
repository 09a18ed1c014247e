using System.Runtime.InteropServices;
using Distill.Contracts.Prompts;
using Distill.Core.Windows;

namespace Distill.Core.Framings;

/// <summary>
/// Reusable tables for <see cref="FramingLibrary.Match"/>: an account's calls, the framings of one call, and the framings found so far.
/// </summary>
internal sealed class MatchScratch
{
    public CallBuffer Calls { get; } = new();

    /// <summary>The framings of one call. Each of its hashes has at most one.</summary>
    public Carried[] Carried { get; } = new Carried[(2 * PromptFeatures.LengthCount) + PromptFeatures.PairCount + PromptFeatures.PassageCount];

    public FoundFramings Found { get; } = new();
}

/// <summary>A framing, and how many of its features a call carries.</summary>
internal struct Carried
{
    public int Family;
    public Framing Framing;
    public int Features;
}

/// <summary>The framings found in one account. There are few, so a linear search is fastest.</summary>
internal sealed class FoundFramings
{
    private readonly List<FamilyUse> _uses = [];
    private readonly List<ulong> _last = [];
    private readonly List<(int Family, Framing Framing)> _framings = [];
    private readonly List<Framing> _ofFamily = [];

    public void Clear()
    {
        _uses.Clear();
        _last.Clear();
        _framings.Clear();
    }

    // Adds a framing of a call. All framings of one call must be added one after another.
    public void Add(int family, Framing framing, ulong call, long micros)
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
            uses[at] = uses[at] with { FramedCalls = uses[at].FramedCalls + (call == _last[at] ? 0 : 1), Since = Math.Min(uses[at].Since, micros) };
            _last[at] = call;
        }

        foreach (var (_, known) in CollectionsMarshal.AsSpan(_framings))
        {
            if (ReferenceEquals(known, framing))
            {
                return;
            }
        }

        _framings.Add((family, framing));
    }

    public FamilyUse[] Uses(FramingSets sets)
    {
        if (_uses.Count == 0)
        {
            return [];
        }

        FamilyUse[] uses = [.. _uses];
        uses.AsSpan().Sort(static (a, b) => a.Family.CompareTo(b.Family));
        foreach (ref var use in uses.AsSpan())
        {
            use = use with { Framings = sets.Of(use.Family, FramingsOf(use.Family)) };
        }

        return uses;
    }

    private ReadOnlySpan<Framing> FramingsOf(int family)
    {
        _ofFamily.Clear();
        foreach (var (of, framing) in CollectionsMarshal.AsSpan(_framings))
        {
            if (of == family)
            {
                _ofFamily.Add(framing);
            }
        }

        return CollectionsMarshal.AsSpan(_ofFamily);
    }
}
