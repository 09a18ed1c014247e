using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Distill.Reports.Console;
using Distill.Reports.Words;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Takes the console's forms. They ask for the same as the API's bodies, and go the same way.</summary>
public sealed class ConsoleForms(AnalystDesk desk, ConsolePages pages, FormReading forms, VerdictOptions options, TimeProvider time)
{
    internal async Task<IResult> DecideAsync(HttpRequest request, CaseId id)
    {
        var (form, unreadable) = await SentForm.ReadAsync(request);
        if (form is null)
        {
            return unreadable!;
        }

        if (!Enum.TryParse<DecisionKind>(form["decision"], out var kind) || !Enum.IsDefined(kind))
        {
            return Problems.BadDecision("decision must be one of the choices of the cluster's page.");
        }

        var (asked, wrong) = forms.Read(
            request,
            form,
            AnalystRequestKind.Decision,
            e => new DecisionRequest(kind.Name(), form["by"], form["why"], e)
        );
        var (made, problem) = asked is null ? ([], wrong) : await DecideAsync(id, asked, form["seen"], request.HttpContext.RequestAborted);
        if (made.Count > 0)
        {
            var page = id.Operation is { } operation ? ConsoleLinks.Operation(operation) : ConsoleLinks.Cluster(id.Cluster);
            return new SeeOther(ConsoleLinks.With(page, ("made", made[0].Id)));
        }

        var (fault, status) = ConsoleFaults.Say(problem!);
        return await pages.DecideAsync(request, id, kind, form.Again(time.GetUtcNow(), SentForm.Usual(kind, options.DecisionsLast), fault), status);
    }

    private Task<(IReadOnlyList<ClusterDecision> Decisions, IResult? Problem)> DecideAsync(
        CaseId id,
        AnalystRequest<DecisionRequest> asked,
        string seen,
        CancellationToken cancellationToken
    ) =>
        id.Operation is { } operation
            ? desk.DecideAsync(operation, asked, seen, cancellationToken)
            : desk.DecideAsync(id.Cluster, asked, seen, cancellationToken);

    internal async Task<IResult> OverrideAsync(HttpRequest request)
    {
        var (form, unreadable) = await SentForm.ReadAsync(request);
        if (form is null)
        {
            return unreadable!;
        }

        if (!AccountId.TryParse(form["id"], null, out var account))
        {
            return Problems.BadAccountId;
        }

        if (!Enum.TryParse<OverrideKind>(form["action"], out var kind) || !Enum.IsDefined(kind))
        {
            return Problems.BadOverride("action must be one of the choices of the account's page.");
        }

        var (asked, wrong) = forms.Read(
            request,
            form,
            AnalystRequestKind.Override,
            e => new OverrideRequest(kind.Name(), form["by"], form["why"], e)
        );
        var (made, problem) = asked is null
            ? (null, wrong)
            : await desk.OverrideAsync(account, asked, form["seen"], request.HttpContext.RequestAborted);
        if (made is not null)
        {
            return new SeeOther($"{ConsoleLinks.Account(account)}&made={made.Id}");
        }

        var (fault, status) = ConsoleFaults.Say(problem!);
        return await pages.AccountAsync(request, account, form.Again(time.GetUtcNow(), UsualOverride(options), fault), (kind, status));
    }

    /// <summary>How long an override lasts without an end, in words.</summary>
    internal static string UsualOverride(VerdictOptions options) => $"the usual end, {Shown.Span(options.DecisionsLast)}";
}
