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

namespace Distill.Functions.Correlation;

/// <summary>
/// Publishes what a run said: its verdicts as they stand under what people decided, each change once. The commit moves the watermark too, so that a
/// run that dies before it published nothing and is repeated, and one that dies after it is done.
/// </summary>
public sealed class Publication(
    Ledger ledger,
    StateTable watermark,
    VerdictOptions options,
    DetectionOptions detection,
    TimeProvider time,
    ILogger<Publication> log
)
{
    private const string Correlation = "the correlation";

    /// <summary>Publishes the session's state over the one that it saved last.</summary>
    /// <param name="session">Its verdicts and clusters are in the store; its watermark is moved.</param>
    /// <param name="changed">Accounts whose verdict changed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RequestFailedException">409: another run moved the watermark, or others kept publishing.</exception>
    public async Task PublishAsync(Session session, IReadOnlyCollection<AccountId> changed, CancellationToken cancellationToken)
    {
        var hour = session.State.Watermark ?? throw new InvalidOperationException("Nothing was correlated yet.");
        for (var attempt = 1; ; attempt++)
        {
            session.Ledger = await ledger.ReadAsync(session.Ledger, cancellationToken);
            var commit = Draft(session, session.State, out var stands);
            commit = commit with { Head = commit.Head with { Hour = hour }, Watermark = StateTable.Move(hour, session.Watermark, time.GetUtcNow()) };
            var changes = Changes(session, session.State, changed, stands);
            if (await ledger.TryCommitAsync(session.Ledger, changes, commit, cancellationToken) is { } committed)
            {
                session.Watermark = new StoredWatermark(hour, committed.Watermark);
                log.Published(committed.Head.Revision, hour, changes.Count(c => c.Acts), commit.Decisions.Count);
                return;
            }

            if (await watermark.ReadAsync(cancellationToken) != session.Watermark || attempt == options.PublishAttempts)
            {
                throw new RequestFailedException(409, $"Others published as of {hour} meanwhile.");
            }
        }
    }

    /// <summary>
    /// Takes out of the published verdicts what has ended, follows the setting of shadow mode, and drops changes that are no longer kept.
    /// </summary>
    public async Task SettleAsync(Session session, CancellationToken cancellationToken)
    {
        session.Ledger = await ledger.ReadAsync(session.Ledger, cancellationToken);
        var head = session.Ledger.Head;
        if (head.Version is null)
        {
            return;
        }

        // A session that is not current holds verdicts that may have ended.
        if (
            (head.Simulated != options.Simulated || session.Ledger.NextEnd <= time.GetUtcNow())
            && await watermark.ReadAsync(cancellationToken) == session.Watermark
        )
        {
            var saved = Saved(session);
            var commit = Draft(session, saved, out var stands);
            var changes = Changes(session, saved, [], stands);

            // When others publish meanwhile the next run settles.
            await ledger.TryCommitAsync(session.Ledger, changes, commit, cancellationToken);
        }

        session.Ledger = await ledger.ReadAsync(session.Ledger, cancellationToken);
        await ledger.PruneAsync(session.Ledger, options.KeepChanges, cancellationToken);
    }

    private LedgerCommit Draft(Session session, CorrelationState state, out Standing stands)
    {
        var head = session.Ledger.Head;
        var now = time.GetUtcNow();
        now = now > head.SettledAt ? now : head.SettledAt;
        stands = new Standing(session.Ledger.Decisions, session.Ledger.Overrides, state.Clusters, now, options.Simulated);
        var reopened = stands
            .Outgrown(detection, options.DismissalGrowth)
            .Select(o => new ClusterDecision
            {
                Id = Guid.NewGuid().ToString("n"),
                Number = head.Revision + 1,
                Kind = DecisionKind.Reopen,
                On = o.Cluster,
                Action = VerdictAction.Allow,
                By = Correlation,
                Why = string.Create(CultureInfo.InvariantCulture, $"More than was dismissed on {o.Dismissal.At.UtcDateTime:yyyy-MM-dd}. {o.Why}"),
                At = now,
            })
            .ToArray();
        if (reopened.Length > 0)
        {
            stands = new Standing([.. session.Ledger.Decisions, .. reopened], session.Ledger.Overrides, state.Clusters, now, options.Simulated);
        }

        return new LedgerCommit { Head = head with { SettledAt = now, Simulated = options.Simulated }, Decisions = reopened };
    }

    private static VerdictChange[] Changes(Session session, CorrelationState state, IReadOnlyCollection<AccountId> changed, Standing stands)
    {
        var stood = session.Ledger.Head.Version is null ? null : session.Ledger.Standing(session.Clusters.Values.Select(c => c.Value));
        var governed = stands.Governed.Concat(stood?.Governed ?? []);
        var accounts = stood is null || stood.SimulatesAll != stands.SimulatesAll ? state.Verdicts.Keys.Concat(governed) : changed.Concat(governed);
        return Differences.Between(
            accounts.Distinct(),
            account => session.Verdicts.TryGetValue(account, out var saved) ? saved.Value : null,
            account => state.Verdicts.GetValueOrDefault(account),
            stood,
            stands
        );
    }

    private static CorrelationState Saved(Session session) =>
        session.State with
        {
            Verdicts = session.Verdicts.ToDictionary(v => v.Key, v => v.Value.Value),
            Clusters = [.. session.Clusters.Values.Select(c => c.Value)],
        };
}
