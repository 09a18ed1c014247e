using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>
/// Keeps equal reasons as one object, so that a million verdicts fit into memory. A cluster's members have the same reasons. And many accounts have
/// the same "12 calls since Monday".
/// </summary>
public sealed class ReasonPool
{
    // Sentences change with every run. Those no longer used must go.
    private const int Capacity = 200_000;

    private readonly Dictionary<Reason, Reason> _reasons = [];
    private readonly Dictionary<Reason, Reason[]> _alone = [];

    public Verdict Share(Verdict verdict) => verdict with { Reasons = Share(verdict.Reasons) };

    /// <summary>The same change, with shared reasons.</summary>
    public VerdictChange Share(VerdictChange change) =>
        change with
        {
            Now = change.Now with { Verdict = Share(change.Now.Verdict) },
            Said = change.Said is { } said ? Share(said) : null,
        };

    private Reason[] Share(IReadOnlyList<Reason> reasons)
    {
        if (reasons.Count != 1)
        {
            return [.. reasons.Select(Share)];
        }

        var reason = Share(reasons[0]);
        if (!_alone.TryGetValue(reason, out var alone))
        {
            _alone.Add(reason, alone = [reason]);
        }

        return alone;
    }

    private Reason Share(Reason reason)
    {
        if (_reasons.TryGetValue(reason, out var shared))
        {
            return shared;
        }

        if (_reasons.Count == Capacity)
        {
            _reasons.Clear();
            _alone.Clear();
        }

        _reasons.Add(reason, reason);
        return reason;
    }
}
