using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>What changes between two states: verdicts of the correlation, and what was decided over them.</summary>
internal static class Differences
{
    /// <summary>Changes of those accounts, in order of account.</summary>
    /// <param name="accounts">At least all whose verdict or standing differs; each once.</param>
    /// <param name="before">The correlation's verdict before; null for an account that had none.</param>
    /// <param name="after">The correlation's verdict now; null for an account that has none.</param>
    /// <param name="stood">What stood over the verdicts before; null when nothing was ever published.</param>
    /// <param name="stands">What stands over them now.</param>
    public static VerdictChange[] Between(
        IEnumerable<AccountId> accounts,
        Func<AccountId, Verdict?> before,
        Func<AccountId, Verdict?> after,
        Standing? stood,
        Standing stands
    )
    {
        var changes = new List<VerdictChange>();
        foreach (var account in accounts)
        {
            var (was, said) = (before(account), after(account));
            var known = stood is not null && (was is not null || stood.SpeaksFor(account));
            var raw = said ?? Verdict.NeverSeen(account);
            var now = stands.Apply(raw);
            if (!known)
            {
                if (said is not null || stands.SpeaksFor(account))
                {
                    changes.Add(Change(now, raw, acts: true));
                }

                continue;
            }

            was ??= Verdict.NeverSeen(account);
            var then = stood!.Apply(was);
            if (!now.SaysTheSameAs(then) || !(ReferenceEquals(raw, was) || raw.SaysTheSameAs(was)))
            {
                changes.Add(Change(now, raw, acts: !now.ActsLike(then)));
            }
        }

        changes.Sort(static (a, b) => a.Account.CompareTo(b.Account));
        return [.. changes];
    }

    private static VerdictChange Change(StandingVerdict now, Verdict raw, bool acts) =>
        new(now, ReferenceEquals(now.Verdict, raw) ? null : raw, acts);
}
