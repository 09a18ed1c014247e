using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Builds the page on which a decision is made. What it shows is worked out as the decision itself would be, and not published.</summary>
public sealed class DecideBuilder(AnalystDesk desk, DecisionPublisher publisher)
{
    internal DecideModel Build(ConsoleState state, DecisionSubject subject, DecisionKind kind, AnalystForm form)
    {
        var asked = new AnalystRequest<DecisionRequest>(new DecisionRequest(kind.Name(), null, "", null), "preview", "", state.Now);
        var changes = publisher
            .Preview(state.View, state.Published, [.. subject.Clusters.Select(c => desk.Draft(c, kind, asked))])
            .Where(c => c.Acts)
            .Select(c => Change(state.View.Find(c.Account), c.Now))
            .Where(c => (c.WasLevel, c.WasAction) != (c.Level, c.Action))
            .ToArray();
        var changed = changes.Select(c => c.Account).ToHashSet();
        var members = subject.Clusters.SelectMany(c => c.Everyone).ToArray();
        return new DecideModel(
            state.Context($"{DecisionWords.Title(kind)} {subject.Id}", subject.Operation is null ? ConsoleSection.Queue : ConsoleSection.Operations),
            subject,
            kind
        )
        {
            Moves =
            [
                .. changes
                    .GroupBy(c => c with { Account = default(AccountId) })
                    .OrderByDescending(g => g.Count())
                    .ThenByDescending(g => g.Key.WasLevel)
                    .Select(g =>
                        (new StandingCount(g.Key.WasLevel, g.Key.WasAction, g.Count()), new StandingCount(g.Key.Level, g.Key.Action, g.Count()))
                    ),
            ],
            Changes = changes[..Math.Min(changes.Length, DecideModel.MostListed)],
            Changed = changes.Length,
            Unchanged = members.Count(a => !changed.Contains(a)),
            Passed = state.View.CountPassed(members),
            Stands =
            [
                .. subject.Clusters.Select(c => state.Standing.Of(c.Id).State).OfType<ClusterDecision>().Where(d => d.Kind != DecisionKind.Reopen),
            ],
            Waits =
                kind != DecisionKind.Unshadow
                && (kind == DecisionKind.Shadow || state.Standing.SimulatesAll || subject.Clusters.Any(c => state.Standing.Of(c.Id).IsSimulated))
                    ? DecisionWords.HoldsForLater(kind) && kind != DecisionKind.Dismiss
                        ? desk.Draft(subject.Clusters[0], kind, asked).Action
                        : VerdictAction.Allow
                    : null,
            Print = AnalystDesk.PrintOf(subject.Clusters, state.Standing),
            // Nothing is in force after it that could end.
            Form = kind == DecisionKind.Reopen ? form with { Ends = [] } : form,
        };
    }

    private static AccountChange Change(StandingVerdict was, StandingVerdict now) =>
        new(now.Account, was.Verdict.Level, was.Verdict.Action, now.Verdict.Level, now.Verdict.Action);
}
