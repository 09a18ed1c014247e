using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Takes the forms of the console: decisions on clusters and operations, overrides, and what analysts write at their desk.</summary>
public sealed class DecideInConsole(ConsoleForms forms, DeskForms desk, AllowForms allow)
{
    [Function(nameof(DecideInConsole))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "console/{*path}")] HttpRequest request, string? path) =>
        (path ?? "").Split('/') switch
        {
            [var cases, var id, "decide"] when CaseId.Read(cases, id) is { } decided => forms.DecideAsync(request, decided),
            ["clusters", var id, "assign"] when ClusterId.TryParse(id, null, out var cluster) => desk.AssignAsync(request, cluster),
            ["clusters", var id, "note"] when ClusterId.TryParse(id, null, out var cluster) => desk.NoteAsync(request, cluster),
            ["allowlist"] => allow.AllowAsync(request),
            ["seen"] => desk.MarkSeenAsync(request),
            ["account", "override"] => forms.OverrideAsync(request),
            _ => Task.FromResult(Problems.UnknownPage),
        };
}
