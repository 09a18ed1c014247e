using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Takes the forms of the console: decisions on clusters, and overrides of accounts.</summary>
public sealed class DecideInConsole(ConsoleForms forms)
{
    [Function(nameof(DecideInConsole))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "console/{*path}")] HttpRequest request, string? path) =>
        (path ?? "").Split('/') switch
        {
            ["clusters", var id, "decide"] when ClusterId.TryParse(id, null, out var cluster) => forms.DecideAsync(request, cluster),
            ["account", "override"] => forms.OverrideAsync(request),
            _ => Task.FromResult(Problems.UnknownPage),
        };
}
