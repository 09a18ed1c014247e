using Distill.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Answers what no other function does: 405 if the path has other methods, otherwise 404. Azure's host alone would answer 404 without a body to both.
/// </summary>
public sealed class AnswerOthers
{
    // A route of all paths would also take those of Azure's own host, such as /admin.
    private const string Below = "{first:regex(^(api|v1|console)$)}/{*path}";

    [Function(nameof(AnswerOthers))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = Below)] HttpRequest request)
    {
        var methods = OpenApiDocument.Methods(request.Path);
        if (methods.Count == 0 || methods.Contains(request.Method))
        {
            return Problems.UnknownRoute;
        }

        request.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        return Problems.MethodNotAllowed;
    }
}
