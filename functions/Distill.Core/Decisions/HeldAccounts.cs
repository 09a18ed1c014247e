using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Core.Decisions;

/// <summary>
/// The accounts that an earlier run flagged, and of which too little was seen since to say otherwise. A run may rest on them what it finds of others.
/// </summary>
internal static class HeldAccounts
{
    /// <summary>Finds them. Accounts whose customers were verified are not among them, nor those without calls in the lookback.</summary>
    /// <param name="previous">The verdicts after the run before.</param>
    /// <param name="population">The windows of the lookback.</param>
    /// <param name="options">What makes contrary evidence.</param>
    public static IReadOnlySet<AccountId> Find(EarlierVerdicts previous, Population population, DetectionOptions options)
    {
        var held = new HashSet<AccountId>();
        foreach (var verdict in previous.Verdicts.Values)
        {
            if (
                verdict.Level >= VerdictLevel.Suspect
                && Appeals.Of(verdict) != AppealOutcome.Passed
                && previous.Bases.GetValueOrDefault(verdict.Account) is { } basis
                && population.Find(verdict.Account) is { } history
                && CallsSince(history.Windows, basis) < options.ContraryShare * basis.Calls
            )
            {
                held.Add(verdict.Account);
            }
        }

        return held;
    }

    /// <summary>How many calls an account made since it was judged.</summary>
    /// <param name="windows">Its windows of the lookback.</param>
    /// <param name="basis">What it was judged on.</param>
    public static long CallsSince(ReadOnlySpan<StoredWindow> windows, VerdictBasis basis)
    {
        long since = 0;
        foreach (ref readonly var window in windows)
        {
            since += window.Hour > basis.Hour ? window.Count : 0;
        }

        return since;
    }
}
