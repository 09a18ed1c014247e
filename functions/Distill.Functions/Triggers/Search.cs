using Distill.Functions.Api;
using Distill.Functions.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers what is published about a text, as the console's search finds it.</summary>
public sealed class Search(ConsoleReader reader, SearchBuilder search)
{
    [Function(nameof(Search))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/search")] HttpRequest request)
    {
        if (!Query.TryText(request, "q", out var text) || text?.Trim() is not { Length: > 0 and <= SearchBuilder.MaxLength } query)
        {
            return Problems.BadQuery($"q must have 1 to {SearchBuilder.MaxLength} characters.");
        }

        var state = await reader.ReadAsync(request);
        var found = await search.BuildAsync(state, query, request.HttpContext.RequestAborted);
        return new JsonAnswer(json => SearchAnswer.Write(json, found, state.Standing));
    }
}
