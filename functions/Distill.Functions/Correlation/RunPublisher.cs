using System.Globalization;
using Azure;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Decisions;
using Distill.Core.Options;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Correlation;

/// <summary>
/// Publishes a run's verdicts, under what analysts decided, each change once. The same commit moves the watermark. So a run that dies before the
/// commit has published nothing and is repeated, and a run that dies after it is done.
/// </summary>
public sealed class RunPublisher(
    Ledger ledger,
    VerdictOptions options,
    DetectionOptions detection,
    NewcomerMetrics newcomers,
    TimeProvider time,
    ILogger<RunPublisher> log
)
{
    /// <summary>Publishes the session's state over the state that it saved last.</summary>
    /// <param name="session">Its verdicts and clusters are in the store. Its watermark is moved here.</param>
    /// <param name="changed">Accounts whose verdict changed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RequestFailedException">409: another run moved the watermark, or others kept publishing.</exception>
    public async Task PublishAsync(Session session, IReadOnlyCollection<AccountId> changed, CancellationToken cancellationToken)
    {
        var hour = session.State.Watermark ?? throw new InvalidOperationException("Nothing was correlated yet.");
        for (var attempt = 1; ; attempt++)
        {
            session.Ledger = await ledger.ReadAsync(session.Ledger, cancellationToken);
            var commit = Draft(session, session.State, out var after);
            commit = commit with { Head = commit.Head with { Hour = hour }, Watermark = StateTable.Move(hour, session.Watermark, time.GetUtcNow()) };
            var changes = Changes(session, session.State, changed, after);
            if (await ledger.TryCommitAsync(session.Ledger, changes, commit, cancellationToken) is { } committed)
            {
                SayIfAhead(session, commit);
                session.Watermark = new StoredWatermark(hour, committed.Watermark);
                CountNewcomers(session, after);
                log.Published(committed.Head.Revision, hour, changes.Count(c => c.Acts), commit.Decisions.Count);
                return;
            }

            if (await ledger.ReadWatermarkAsync(cancellationToken) != session.Watermark || attempt == ledger.Attempts)
            {
                throw new RequestFailedException(409, $"Others published as of {hour} meanwhile.");
            }
        }
    }

    /// <summary>
    /// Takes decisions that have ended out of the published verdicts, applies a changed setting of shadow mode, and deletes old changes.
    /// </summary>
    public async Task SettleAsync(Session session, CancellationToken cancellationToken)
    {
        session.Ledger = await ledger.ReadAsync(session.Ledger, cancellationToken);
        var head = session.Ledger.Head;
        if (head.Version is null)
        {
            return;
        }

        // A session that is not current may hold verdicts that have ended.
        if (
            (head.Simulated != options.Simulated || session.Ledger.MustSettle(time.GetUtcNow()))
            && await ledger.ReadWatermarkAsync(cancellationToken) == session.Watermark
        )
        {
            var saved = Saved(session);
            var commit = Draft(session, saved, out var after);
            var changes = Changes(session, saved, [], after);

            // If others published meanwhile, the next run settles.
            if (await ledger.TryCommitAsync(session.Ledger, changes, commit, cancellationToken) is not null)
            {
                SayIfAhead(session, commit);
            }
        }

        session.Ledger = await ledger.ReadAsync(session.Ledger, cancellationToken);
        await ledger.PruneAsync(session.Ledger, options.KeepChanges, cancellationToken);
    }

    // What the run made of provisional verdicts, over the ledger and the verdicts before it.
    private void CountNewcomers(Session session, Standing after)
    {
        if (session.Ledger.Provisional.Count == 0)
        {
            return;
        }

        var before = session.Ledger.Standing(session.Clusters.Values.Select(c => c.Value));
        Verdict[] held =
        [
            .. session
                .Ledger.Provisional.Select(p => p.Account)
                .Distinct()
                .Where(a => before.Provisional(session.Verdicts.TryGetValue(a, out var saved) ? saved.Value : Verdict.NeverSeen(a)) is not null)
                .Select(a => session.State.Verdicts.GetValueOrDefault(a) ?? Verdict.NeverSeen(a)),
        ];
        newcomers.Decided(
            held.Count(v => v.Level >= VerdictLevel.Suspect),
            held.Count(v => v.Level < VerdictLevel.Suspect && after.Provisional(v) is null)
        );
    }

    private void SayIfAhead(Session session, LedgerCommit commit)
    {
        if (commit.Head.SettledAt < session.Ledger.Head.SettledAt)
        {
            log.SettledAhead(session.Ledger.Head.SettledAt);
        }
    }

    private LedgerCommit Draft(Session session, CorrelationState state, out Standing after)
    {
        var head = session.Ledger.Head;
        var now = session.Ledger.SettlesAt(time.GetUtcNow());
        var provisional = session.Ledger.ProvisionalAt(state.Watermark, now);
        after = new Standing(session.Ledger.Decisions, session.Ledger.Overrides, state.Clusters, now, options.Simulated, provisional);
        var reopened = after
            .Outgrown(detection, options.DismissalGrowth)
            .Select(o => new ClusterDecision
            {
                Id = Guid.NewGuid().ToString("n"),
                Number = head.Revision + 1,
                Kind = DecisionKind.Reopen,
                On = o.Cluster,
                Action = VerdictAction.Allow,
                By = ClusterDecision.Correlation,
                Why = string.Create(CultureInfo.InvariantCulture, $"More than was dismissed on {o.Dismissal.At.UtcDateTime:yyyy-MM-dd}. {o.Why}"),
                At = now,
            })
            .ToArray();
        if (reopened.Length > 0)
        {
            ClusterDecision[] all = [.. session.Ledger.Decisions, .. reopened];
            after = new Standing(all, session.Ledger.Overrides, state.Clusters, now, options.Simulated, provisional);
        }

        return new LedgerCommit
        {
            Head = head with { SettledAt = now, Simulated = options.Simulated },
            Decisions = reopened,

            // What does not go into this commit is refuted by the same verdicts, and taken back by the next one.
            Provisional = [.. provisional.Refuted(state.Verdicts).Take(ProvisionalPublisher.Most)],
        };
    }

    private static VerdictChange[] Changes(Session session, CorrelationState state, IReadOnlyCollection<AccountId> changed, Standing after)
    {
        var before = session.Ledger.Head.Version is null ? null : session.Ledger.Standing(session.Clusters.Values.Select(c => c.Value));
        var governed = after.Governed.Concat(before?.Governed ?? []);
        var accounts = before is null || before.SimulatesAll != after.SimulatesAll ? state.Verdicts.Keys.Concat(governed) : changed.Concat(governed);
        return VerdictChanges.Find(
            accounts.Distinct(),
            account => session.Verdicts.TryGetValue(account, out var saved) ? saved.Value : null,
            account => state.Verdicts.GetValueOrDefault(account),
            before,
            after
        );
    }

    private static CorrelationState Saved(Session session) =>
        session.State with
        {
            Verdicts = session.Verdicts.ToDictionary(v => v.Key, v => v.Value.Value),
            Clusters = [.. session.Clusters.Values.Select(c => c.Value)],
        };
}
