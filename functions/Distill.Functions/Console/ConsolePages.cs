using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Options;
using Distill.Functions.Api;
using Distill.Functions.Honeypots;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>The console's pages, by their addresses.</summary>
public sealed class ConsolePages(
    ConsoleReader reader,
    ClusterBuilder clusters,
    DecideBuilder decide,
    AccountBuilder accounts,
    SearchBuilder search,
    TrendsBuilder trends,
    DeskTable desk,
    AuditReader audits,
    AllowForms allow,
    AllowTable allowed,
    ResellerPages resellers,
    BacktestBuilder backtest,
    DetectionOptions detection,
    VerdictOptions options
)
{
    /// <summary>The page at a path below the console's own.</summary>
    internal Task<IResult> ShowAsync(HttpRequest request, string path) =>
        path.Trim('/').Split('/') switch
        {
            [""] => QueueAsync(request, ConsoleLinks.Queue, QueueBuilder.Build),
            ["console.css"] => Task.FromResult<IResult>(AssetAnswer.Style),
            ["graph.js"] => Task.FromResult<IResult>(AssetAnswer.Graph),
            ["clusters", var id] when ClusterId.TryParse(id, null, out var cluster) => ClusterAsync(request, cluster, draft: null),
            ["operations"] => QueueAsync(request, ConsoleLinks.Operations, QueueBuilder.BuildOperations),
            ["operations", var id] when OperationId.TryParse(id, null, out var operation) => OperationAsync(request, operation),
            [var cases, var id, "decide"]
                when CaseId.Read(cases, id) is { } decided
                    && Enum.TryParse<DecisionKind>(ConsoleQuery.Text(request, "decision"), out var kind)
                    && Enum.IsDefined(kind) => DecideAsync(request, decided, kind, form: null),
            ["account"] when AccountId.TryParse(ConsoleQuery.Text(request, "id"), null, out var account) => AccountAsync(
                request,
                account,
                form: null
            ),
            ["search"] => SearchAsync(request),
            ["decisions"] => DecisionsAsync(request),
            ["allowlist"] => allow.ShowAsync(request),
            ["resellers"] => resellers.ShowAllAsync(request),
            ["reseller"] when ChannelQuery.Read(request) is { } channel => resellers.ShowAsync(request, channel),
            ["thresholds"] => backtest.ShowAsync(request),
            ["trends"] => TrendsAsync(request),
            _ => Task.FromResult(Problems.UnknownPage),
        };

    /// <summary>The page on which a decision is made.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">What is decided on.</param>
    /// <param name="kind">The decision.</param>
    /// <param name="form">The form that was sent and has a fault; null for a new one.</param>
    /// <param name="status">The status that the fault has.</param>
    internal async Task<IResult> DecideAsync(
        HttpRequest request,
        CaseId id,
        DecisionKind kind,
        AnalystForm? form,
        int status = StatusCodes.Status200OK
    )
    {
        var state = await reader.ReadAsync(request);
        if (!state.Visitor.MayDecide)
        {
            return Problems.Forbidden;
        }

        form ??= SentForm.New(state.Now, SentForm.Usual(kind, options.DecisionsLast));
        return state.FindSubject(id) is { } subject ? PageAnswer.Of<DecidePage>(decide.Build(state, subject, kind, form), status)
            : id.Operation is null ? Problems.UnknownCluster
            : Problems.UnknownOperation;
    }

    /// <summary>The page of an account.</summary>
    /// <param name="request">The request.</param>
    /// <param name="account">The account.</param>
    /// <param name="form">The form that was sent and has a fault; null for a new one.</param>
    /// <param name="fault">What was chosen in it, and the status that the fault has.</param>
    internal async Task<IResult> AccountAsync(
        HttpRequest request,
        AccountId account,
        AnalystForm? form,
        (OverrideKind Chosen, int Status)? fault = null
    )
    {
        var state = await reader.ReadAsync(request);
        form ??= SentForm.New(state.Now, ConsoleForms.UsualOverride(options));
        var model = await accounts.BuildAsync(state, account, form, ConsoleQuery.Text(request, "made"), request.HttpContext.RequestAborted);
        return PageAnswer.Of<AccountPage>(model with { Chosen = fault?.Chosen }, fault?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<IResult> QueueAsync<TModel>(
        HttpRequest request,
        string path,
        Func<ConsoleState, DeskWork, QueueFilter, DetectionOptions, TModel> build
    )
        where TModel : notnull
    {
        var (filter, problem) = ConsoleQuery.Queue(request, path);
        if (filter is null)
        {
            return problem!;
        }

        var state = await reader.ReadAsync(request);
        var work = await DeskWork.ReadAsync(desk, state.Visitor, request.HttpContext.RequestAborted);
        var model = build(state, work, filter, detection);
        return model is QueueModel<QueueRow> queue
            ? PageAnswer.Of<QueuePage>(queue with { Rows = await audits.MarkAsync(queue.Rows, request.HttpContext.RequestAborted) })
            : PageAnswer.Of<OperationsPage>(model);
    }

    private async Task<IResult> OperationAsync(HttpRequest request, OperationId operation)
    {
        var state = await reader.ReadAsync(request);
        var (lookback, made) = (TimeSpan.FromHours(detection.LookbackHours), ConsoleQuery.Text(request, "made"));
        return state.Find(operation) is { } found
            ? PageAnswer.Of<OperationPage>(OperationBuilder.Build(state, found, lookback, ConsoleQuery.Page(request), made))
            : Problems.UnknownOperation;
    }

    /// <summary>The page of a cluster.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="draft">What somebody wrote and was not kept; null if nothing was.</param>
    /// <param name="status">The status that the fault has.</param>
    internal async Task<IResult> ClusterAsync(HttpRequest request, ClusterId cluster, DeskDraft? draft, int status = StatusCodes.Status200OK)
    {
        var state = await reader.ReadAsync(request);
        if (state.Find(cluster) is not { } found)
        {
            return Problems.UnknownCluster;
        }

        var made = ConsoleQuery.Text(request, "made");
        var model = await clusters.BuildAsync(state, found, ConsoleQuery.Page(request), made, request.HttpContext.RequestAborted);
        return PageAnswer.WithScript<ClusterPage>(model with { Work = model.Work with { Draft = draft } }, status);
    }

    private async Task<IResult> SearchAsync(HttpRequest request)
    {
        var query = ConsoleQuery.Text(request, "q")?.Trim() ?? "";
        if (query.Length > SearchBuilder.MaxLength)
        {
            return Problems.BadQuery($"A search has at most {SearchBuilder.MaxLength} characters.");
        }

        var state = await reader.ReadAsync(request);
        var found = await search.BuildAsync(state, query, request.HttpContext.RequestAborted);
        if (query.Length > 0)
        {
            var entries = AllowForms.Find(await allowed.ReadAsync(request.HttpContext.RequestAborted), query, state.Now);
            found = found with { Decisions = [.. found.Decisions.Concat(entries).Take(SearchModel.Most)] };
        }

        return PageAnswer.Of<SearchPage>(found);
    }

    private async Task<IResult> DecisionsAsync(HttpRequest request)
    {
        var state = await reader.ReadAsync(request);
        var entries = AllowForms.Rows(await allowed.ReadAsync(request.HttpContext.RequestAborted), state.Now);
        return PageAnswer.Of<DecisionsPage>(
            DecisionList.Build(state, entries, ConsoleQuery.Text(request, "in_force") == "true", ConsoleQuery.Page(request))
        );
    }

    private async Task<IResult> TrendsAsync(HttpRequest request) =>
        PageAnswer.Of<TrendsPage>(await trends.BuildAsync(await reader.ReadAsync(request), request.HttpContext.RequestAborted));
}
