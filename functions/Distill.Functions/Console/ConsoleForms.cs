using System.Globalization;
using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Distill.Reports.Console;
using Distill.Reports.Words;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Takes the console's forms. They ask for the same as the API's bodies, and go the same way.</summary>
public sealed class ConsoleForms(AnalystDesk desk, ConsolePages pages, VerdictOptions options, AuthOptions auth, TimeProvider time)
{
    internal async Task<IResult> DecideAsync(HttpRequest request, ClusterId cluster)
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

        var (asked, wrong) = Read(request, form, AnalystRequestKind.Decision, e => new DecisionRequest(kind.Name(), form["by"], form["why"], e));
        var (made, problem) = asked is null ? (null, wrong) : await desk.DecideAsync(cluster, asked, request.HttpContext.RequestAborted);
        if (made is not null)
        {
            return new SeeOther(ConsoleLinks.With(ConsoleLinks.Cluster(cluster), ("made", made.Id)));
        }

        var (fault, status) = ConsoleFaults.Say(problem!);
        return await pages.DecideAsync(
            request,
            cluster,
            kind,
            form.Again(time.GetUtcNow(), SentForm.Usual(kind, options.DecisionsLast), fault),
            status
        );
    }

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

        var (asked, wrong) = Read(request, form, AnalystRequestKind.Override, e => new OverrideRequest(kind.Name(), form["by"], form["why"], e));
        var (made, problem) = asked is null ? (null, wrong) : await desk.OverrideAsync(account, asked, request.HttpContext.RequestAborted);
        if (made is not null)
        {
            return new SeeOther($"{ConsoleLinks.Account(account)}&made={made.Id}");
        }

        var (fault, status) = ConsoleFaults.Say(problem!);
        return await pages.AccountAsync(request, account, form.Again(time.GetUtcNow(), UsualOverride(options), fault), (kind, status));
    }

    /// <summary>How long an override lasts without an end, in words.</summary>
    internal static string UsualOverride(VerdictOptions options) => $"the usual end, {Shown.Span(options.DecisionsLast)}";

    private (AnalystRequest<T>? Request, IResult? Problem) Read<T>(
        HttpRequest request,
        SentForm form,
        AnalystRequestKind kind,
        Func<DateTimeOffset?, T> body
    )
        where T : class, IAnalystBody
    {
        DateTimeOffset? expires = null;
        if (form["expires"] is { Length: > 0 } end)
        {
            if (
                !DateTimeOffset.TryParseExact(
                    end,
                    "yyyy-MM-ddTHH:mm:ssZ",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var chosen
                )
            )
            {
                return (null, kind.Wrong("The end is not one of the choices."));
            }

            expires = chosen;
        }

        return IdempotencyKey.TryId(form["key"], kind.Name, out var id)
            ? AnalystRequest<T>.Of(body(expires), id, Author.Of(request, form["by"], auth), kind, time.GetUtcNow())
            : (null, Problems.BadIdempotencyKey);
    }
}
