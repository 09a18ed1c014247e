using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Distill.Functions.Console;

/// <summary>Shows a problem to a person, as a page with the same status.</summary>
internal static class ConsoleFaults
{
    /// <summary>A page if the answer is a problem; any other answer as it is.</summary>
    public static IResult Show(IResult answer, DateTimeOffset now)
    {
        if (answer is not ProblemHttpResult { ProblemDetails: { } problem } fault)
        {
            return answer;
        }

        var title = problem.Title is { Length: > 0 } told ? told.TrimEnd('.') : "It failed";
        var context = new ConsoleContext(title, ConsoleSection.None, new Visitor(null, false), now);
        return PageAnswer.Of<FaultPage>(new FaultModel(context, Told(problem)), fault.StatusCode);
    }

    // What a person can do about it. A browser keeps what was typed into the page before.
    private static string Told(ProblemDetails problem) =>
        problem.Extensions["code"] switch
        {
            "unauthenticated" =>
                "You are not signed in, or your session is over. Sign in again in another tab, then go back in this one: the browser "
                    + "keeps what you wrote, and you can send it.",
            "forbidden" =>
                "You do not have the app role: Distill.Evidence.Read to read, Distill.Decide to decide and to write. Whoever manages Entra ID "
                    + "gives it. Go back: the browser keeps what you wrote.",
            _ => $"{problem.Detail}",
        };

    /// <summary>A problem in one sentence or two, to be shown beside a form.</summary>
    public static (string What, int Status) Say(IResult problem) =>
        problem is ProblemHttpResult { ProblemDetails: var details, StatusCode: var status }
            ? ($"{details.Title} {details.Detail}", status)
            : ("It failed.", StatusCodes.Status500InternalServerError);
}
