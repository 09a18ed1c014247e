using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Counts all accounts of each customer, and some of them. Reusable scratch.</summary>
internal sealed class CustomerCounts
{
    private readonly KeyCounts _all = new(),
        _some = new();

    /// <summary>Returns both counts, empty.</summary>
    public (KeyCounts All, KeyCounts Some) Cleared()
    {
        _all.Clear();
        _some.Clear();
        return (_all, _some);
    }
}
