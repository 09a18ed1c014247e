using Distill.Functions.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Shows the pages of the console.</summary>
public sealed class ShowConsole(ConsolePages pages)
{
    [Function(nameof(ShowConsole))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console/{*path}")] HttpRequest request,
        string? path
    ) => pages.ShowAsync(request, path ?? "");
}
