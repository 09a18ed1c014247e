using Distill.Core.Portraits;
using Distill.Reports.Graph;

namespace Distill.Reports.Parts;

/// <summary>A portrait as pages show it. With ten thousand members its rows and its graph take a while, so each is worked out once.</summary>
public sealed class ShownPortrait(Portrait portrait)
{
    // Rows that a person can compare at a glance.
    private const int MostRows = 40;

    // By the first value that differs. Who has none, or none more, comes last.
    private static readonly Comparer<IReadOnlyList<int>> s_byShares = Comparer<IReadOnlyList<int>>.Create(Compare);

    public Portrait Portrait => portrait;

    /// <summary>How many members share at least one value with another one.</summary>
    public int Sharing { get; } = portrait.Members.Count(m => m.Shares.Count > 0);

    /// <summary>
    /// Members with the same values stand together, those with none last. Of many members, some of each first value are shown.
    /// </summary>
    public IReadOnlyList<PortraitMember> Rows =>
        field ??= [
            .. portrait
                .Members.GroupBy(m => m.Shares.Count == 0 ? int.MaxValue : m.Shares[0])
                .SelectMany(g => g.OrderBy(m => m.Shares, s_byShares).ThenBy(m => m.Account).Take(MostRows).Select((m, i) => (Member: m, Place: i)))
                .OrderBy(m => m.Place)
                .ThenBy(m => m.Member.Account)
                .Take(MostRows)
                .Select(m => m.Member)
                .OrderBy(m => m.Shares, s_byShares)
                .ThenBy(m => m.Account),
        ];

    /// <summary>What the graph draws.</summary>
    public GraphData Graph => field ??= GraphData.Of(portrait);

    private static int Compare(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var order = 0;
        for (var i = 0; order == 0 && i < Math.Max(a.Count, b.Count); i++)
        {
            order = (i < a.Count ? a[i] : int.MaxValue).CompareTo(i < b.Count ? b[i] : int.MaxValue);
        }

        return order;
    }
}
