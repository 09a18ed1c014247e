using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>Finds what changes between two states: the correlation's verdicts, and what analysts decided over them.</summary>
internal static class VerdictChanges
{
    /// <summary>The changes of these accounts, in order of account.</summary>
    /// <param name="accounts">All accounts whose verdict or standing differs, and possibly more. Each comes once.</param>
    /// <param name="before">Gives the correlation's verdict before; null if the account had none.</param>
    /// <param name="after">Gives the correlation's verdict now; null if the account has none.</param>
    /// <param name="stood">What analysts had decided before; null if nothing was ever published.</param>
    /// <param name="stands">What analysts have decided now.</param>
    public static VerdictChange[] Find(
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
