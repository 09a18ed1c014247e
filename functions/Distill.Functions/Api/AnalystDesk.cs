using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Makes decisions and overrides as analysts ask for them, in the API and in the console.</summary>
public sealed class AnalystDesk(AnalystDecisions decisions, AllowTable allowed, VerdictOptions options, DetectionOptions detection)
{
    private const string LiftEnds = "A lift has no end: it ends what stands, for good. Leave expires out.";

    /// <summary>Decides on a cluster. If something is wrong with what is asked, returns a problem instead.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="seen">What the person looked at, as <see cref="PrintOf"/> gives it; null for a program, which is not asked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal Task<(IReadOnlyList<ClusterDecision> Decisions, IResult? Problem)> DecideAsync(
        ClusterId cluster,
        AnalystRequest<DecisionRequest> asked,
        string? seen,
        CancellationToken cancellationToken
    ) =>
        // A verdict may rest on a decision about a cluster that has dissolved since. Then it must still be possible to decide otherwise.
        DecideAsync(
            new Subject(cluster, null, now => now.Find(cluster) is { } on ? [on] : [], Problems.UnknownCluster),
            asked,
            seen,
            cancellationToken
        );

    /// <summary>
    /// Decides on all clusters of an operation at once. Returns the decision for each of them. If something is wrong with what is asked, returns a
    /// problem instead.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="seen">What the person looked at, as <see cref="PrintOf"/> gives it; null for a program, which is not asked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal Task<(IReadOnlyList<ClusterDecision> Decisions, IResult? Problem)> DecideAsync(
        OperationId operation,
        AnalystRequest<DecisionRequest> asked,
        string? seen,
        CancellationToken cancellationToken
    ) =>
        DecideAsync(
            new Subject(operation, operation, now => now.Find(operation)?.Clusters ?? [], Problems.UnknownOperation),
            asked,
            seen,
            cancellationToken
        );

    /// <summary>A fingerprint of what a person sees of clusters before deciding: who is in them, and what was decided before.</summary>
    internal static string PrintOf(IReadOnlyList<Cluster> clusters, Standing standing) =>
        IdempotencyKey.Of([
            .. clusters.SelectMany(c =>
                c.Everyone.Select(a => (object?)a.Value)
                    .Prepend(standing.Of(c.Id).Shadow?.Number)
                    .Prepend(standing.Of(c.Id).State?.Number)
                    .Prepend(c.Id)
            ),
        ]);

    /// <summary>A fingerprint of what a person sees of an account before setting an override: its verdict, and what was decided before.</summary>
    internal static string PrintOfAccount(StandingVerdict seen, Standing standing)
    {
        var verdict = seen.Verdict;
        var on = verdict.Cluster is { } cluster ? standing.Of(cluster) : ClusterStanding.Open;
        return IdempotencyKey.Of(
            seen.Account,
            verdict.Level.Name(),
            verdict.Action.Name(),
            verdict.Cluster,
            seen.Simulated,
            standing.OverrideOf(seen.Account)?.Number,
            on.State?.Number,
            on.Shadow?.Number
        );
    }

    private async Task<(IReadOnlyList<ClusterDecision> Decisions, IResult? Problem)> DecideAsync(
        Subject subject,
        AnalystRequest<DecisionRequest> asked,
        string? seen,
        CancellationToken cancellationToken
    )
    {
        if (DecisionNames.Decision(asked.Body.Decision) is not { } kind)
        {
            return ([], Problems.BadDecision($"decision must be one of {string.Join(", ", Enum.GetValues<DecisionKind>().Select(k => k.Name()))}."));
        }

        if (asked.TooLate is { } tooLate && !await decisions.IsMadeAsync(asked.Id, cancellationToken))
        {
            return ([], tooLate);
        }

        var hasChanged = false;
        var print = asked.Print(subject.Id, kind);
        var made = await decisions.DecideAsync(
            now =>
            {
                var found = subject.Find(now);
                hasChanged = seen is not null && found.Count > 0 && PrintOf(found, now.Standing) != seen;
                return hasChanged ? [] : found;
            },
            asked.Id,
            on => Draft(on, kind, asked) with { Request = print, Operation = subject.Operation },
            cancellationToken
        );
        return hasChanged ? ([], Problems.ChangedMeanwhile)
            : made.Count == 0 ? ([], subject.Unknown)
            : made[0].Request != print ? ([], Problems.IdempotencyKeyReused)
            : (made, null);
    }

    /// <summary>The decision as it would be made on a cluster, before it has its number.</summary>
    internal ClusterDecision Draft(Cluster on, DecisionKind kind, AnalystRequest<DecisionRequest> asked) =>
        new()
        {
            Id = asked.Id,
            Number = 0,
            Kind = kind,
            On = on,
            Action = kind == DecisionKind.BanPlan ? VerdictAction.Block : detection.ConfirmedAction,
            By = asked.By,
            Why = asked.Why,
            At = asked.At,
            Expires = asked.Expires ?? (kind == DecisionKind.Dismiss ? asked.At + options.DecisionsLast : null),
        };

    /// <summary>Allows a value, or ends that. If something is wrong with what is asked, returns a problem instead.</summary>
    internal async Task<(AllowEntry? Entry, IResult? Problem)> AllowAsync(AnalystRequest<AllowRequest> asked, CancellationToken cancellationToken)
    {
        if (AllowAnswer.Kind(asked.Body.Kind) is not { } kind)
        {
            return (null, Problems.BadAllowance($"kind must be one of {string.Join(", ", Enum.GetValues<AllowKind>().Select(k => k.Name()))}."));
        }

        if (FreeText.Fault(asked.Body.Value ?? "") is { } bad)
        {
            return (null, Problems.BadAllowance($"value {bad}."));
        }

        if (AllowEntry.Normalized(kind, asked.Body.Value) is not { } value)
        {
            return (
                null,
                Problems.BadAllowance("value must be a network such as 203.0.113.0/24, a card as events name it, or a business's mail domain.")
            );
        }

        if (asked.Body.Action is not ("allow" or "lift"))
        {
            return (null, Problems.BadAllowance("action must be allow or lift."));
        }

        var allows = asked.Body.Action == "allow";
        if (allows && kind == AllowKind.Business && MailProviders.Has(value))
        {
            return (null, Problems.BadAllowance($"{value} gives mail addresses to everyone. Allow a business by a domain of its own."));
        }

        if (!allows && asked.Expires is not null)
        {
            return (null, Problems.BadAllowance(LiftEnds));
        }

        if (asked.TooLate is { } tooLate && await allowed.FindAsync(asked.Id, cancellationToken) is null)
        {
            return (null, tooLate);
        }

        var print = asked.Print($"{kind} {value}", asked.Body.Action);
        var made = await allowed.AddAsync(
            new AllowEntry
            {
                Id = asked.Id,
                Kind = kind,
                Value = value,
                Allows = allows,
                By = asked.By,
                Why = asked.Why,
                At = asked.At,
                Expires = allows ? asked.Expires ?? asked.At + options.DecisionsLast : null,
                Request = print,
            },
            cancellationToken
        );
        return made.Request != print ? (null, Problems.IdempotencyKeyReused) : (made, null);
    }

    /// <summary>Sets an override. If something is wrong with what is asked, returns a problem instead.</summary>
    /// <param name="account">The account.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="seen">What the person looked at, as <see cref="PrintOfAccount"/> gives it; null for a program.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<(AccountOverride? Override, IResult? Problem)> OverrideAsync(
        AccountId account,
        AnalystRequest<OverrideRequest> asked,
        string? seen,
        CancellationToken cancellationToken
    )
    {
        if (DecisionNames.Override(asked.Body.Action) is not { } kind)
        {
            return (null, Problems.BadOverride($"action must be one of {string.Join(", ", Enum.GetValues<OverrideKind>().Select(k => k.Name()))}."));
        }

        if (kind == OverrideKind.Lift && asked.Expires is not null)
        {
            return (null, Problems.BadOverride(LiftEnds));
        }

        if (asked.TooLate is { } tooLate && !await decisions.IsMadeAsync(asked.Id, cancellationToken))
        {
            return (null, tooLate);
        }

        var print = asked.Print(account, kind);
        var set = await decisions.OverrideAsync(
            new AccountOverride
            {
                Id = asked.Id,
                Number = 0,
                Account = account,
                Kind = kind,
                By = asked.By,
                Why = asked.Why,
                At = asked.At,
                Expires = kind == OverrideKind.Lift ? null : asked.Expires ?? asked.At + options.DecisionsLast,
                Request = print,
            },
            seen is null ? null : (now, standing) => PrintOfAccount(now, standing) == seen,
            cancellationToken
        );
        return set is null ? (null, Problems.ChangedMeanwhile)
            : set.Request != print ? (null, Problems.IdempotencyKeyReused)
            : (set, null);
    }

    // What is decided on: its id, the operation if it is one, its clusters as of now, and the problem if there are none.
    private sealed record Subject(object Id, OperationId? Operation, Func<PublishedClusters, IReadOnlyList<Cluster>> Find, IResult Unknown);
}
