using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Functions.Console;

/// <summary>Builds the page of an account.</summary>
public sealed class AccountBuilder(ChangeLog log, PortraitReader portraits, FactTable facts, VerdictOptions options, DetectionOptions detection)
{
    private const int Readers = 8;

    internal async Task<AccountModel> BuildAsync(
        ConsoleState state,
        AccountId account,
        AnalystForm form,
        string? made,
        CancellationToken cancellationToken
    )
    {
        var verdict = state.View.Find(account);
        var cluster = verdict.Verdict.Cluster is { } id ? state.Find(id) : null;
        var set = state.Standing.OverrideOf(account);
        // A decision holds for whoever joins its cluster later, too.
        var ofCluster = cluster is null ? ClusterStanding.Open : state.Standing.Of(cluster.Id);
        string?[] holding = [ofCluster.State?.Id, ofCluster.Shadow?.Id];
        DecisionRecord[] decisions =
        [
            .. state
                .Ledger.Overrides.Where(o => o.Account == account)
                .Select(o => (o.Number, Record: DecisionRecord.Of(o, state.Standing.IsInForce(o))))
                .Concat(
                    ListedDecision
                        .Of(state.Ledger.Decisions, d => holding.Contains(d.Id) || d.On.Everyone.Contains(account))
                        .Select(d =>
                            (
                                d.Decision.Number,
                                Record: DecisionList.Of(d, state.Standing) with
                                {
                                    CameBefore = !d.Parts.Any(p => p.On.Everyone.Contains(account)),
                                }
                            )
                        )
                )
                .OrderByDescending(d => d.Number)
                .Select(d => d.Record),
        ];
        var known = await facts.ReadAsync(account, cancellationToken);
        return new AccountModel(state.Context($"Account {account.Value}"), verdict)
        {
            Cluster = cluster,
            Calls =
                cluster is not null && await portraits.FindCallsAsync(state, cluster.Id, account, cancellationToken) is { } calls
                    ? new CallsOverTime(calls.From, 1, [.. calls.Calls.Select(c => (long)c)], [])
                    : null,
            Linked = cluster is null ? [] : [.. cluster.Everyone.Where(a => a != account).Take(AccountModel.MostLinked)],
            Against = AccountDoubts.Of(known, cluster, account, set, state.Now),
            AgainstCluster = cluster is null
                ? []
                : Counterevidence.Of(
                    cluster,
                    detection.EvidenceThreshold,
                    ClusterBuilder.FactsOf(state, [.. cluster.Everyone.Select(state.View.Find)])
                ),
            Appeal = AppealStep.Of(
                known.OfType<VerificationRecord>(),
                verdict,
                state.Ledger.Head.Hour?.End,
                TimeSpan.FromDays(detection.VerificationDays)
            ),
            RefusedDays = known.OfType<RefusalRecord>().DistinctBy(r => r.Day).Count(),
            History = await HistoryAsync(state.View, account, cancellationToken),
            HistoryKept = options.KeepChanges,
            Decisions = decisions,
            Choices = [.. Enum.GetValues<OverrideKind>().Where(k => k == OverrideKind.Lift ? set is not null : set?.Kind != k)],
            Print = AnalystDesk.PrintOfAccount(verdict, state.Standing),
            Form = form,
            Made = Array.Find(decisions, d => d.Id == made),
        };
    }

    // A segment that is no longer kept says nothing.
    private async Task<VerdictStep[]> HistoryAsync(PublishedView view, AccountId account, CancellationToken cancellationToken)
    {
        var segments = view.Segments;
        var steps = new VerdictStep?[segments.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            segments.Length,
            parallel,
            async (i, token) =>
            {
                if (segments[i].Changes > 0 && await log.ReadAsync(segments[i], token) is { } changes)
                {
                    steps[i] = changes.LastOrDefault(c => c.Account == account) is { } change ? new VerdictStep(segments[i].At, change.Now) : null;
                }
            }
        );
        return [.. steps.OfType<VerdictStep>().Reverse()];
    }
}
