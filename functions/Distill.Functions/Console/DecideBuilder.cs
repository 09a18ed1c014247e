using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Builds the page on which a decision is made. What it shows is worked out as the decision itself would be, and not published.</summary>
public sealed class DecideBuilder(AnalystDesk desk, DecisionPublisher publisher)
{
    internal DecideModel Build(ConsoleState state, Cluster cluster, DecisionKind kind, AnalystForm form)
    {
        var asked = new AnalystRequest<DecisionRequest>(new DecisionRequest(kind.Name(), null, "", null), "preview", "", state.Now);
        var changes = publisher
            .Preview(state.View, state.Clusters.Values, desk.Draft(cluster, kind, asked))
            .Where(c => c.Acts)
            .Select(c => Change(state.View.Find(c.Account), c.Now))
            .ToArray();
        var changed = changes.Select(c => c.Account).ToHashSet();
        return new DecideModel(state.Context($"{DecisionWords.Title(kind)} {cluster.Id}", ConsoleSection.Queue), cluster, kind)
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
            Unchanged = cluster.Everyone.Count(a => !changed.Contains(a)),
            Passed = state.View.CountPassed(cluster.Everyone),
            Stands = state.Standing.Of(cluster.Id).State is { Kind: not DecisionKind.Reopen } stands ? stands : null,
            Form = form,
        };
    }

    private static AccountChange Change(StandingVerdict was, StandingVerdict now) =>
        new(now.Account, was.Verdict.Level, was.Verdict.Action, now.Verdict.Level, now.Verdict.Action);
}
