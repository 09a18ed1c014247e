using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>
/// Equal reasons as one object, so that a million verdicts fit into memory: a cluster's members share theirs, and there are as many kinds of "12
/// calls since Monday" as there are counts and days.
/// </summary>
public sealed class ReasonPool
{
    // Sentences change with every run: those no longer used must go.
    private const int Capacity = 200_000;

    private readonly Dictionary<Reason, Reason> _reasons = [];
    private readonly Dictionary<Reason, Reason[]> _alone = [];

    public Verdict Share(Verdict verdict) => verdict with { Reasons = Share(verdict.Reasons) };

    /// <summary>The change, its verdicts sharing their reasons.</summary>
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
