using Distill.LocalHost.Settings;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Distill.LocalHost.Functions;

internal sealed class HttpTriggerReader(string routePrefix, StartupProblems problems)
{
    // The real host reserves these routes.
    private static readonly string[] s_reserved = ["admin", "runtime"];

    public Trigger? Read(string function, RawBinding binding)
    {
        var route = binding.Text("route") ?? function;
        if (routePrefix.Length > 0)
        {
            route = $"{routePrefix}/{route}";
        }
        if (
            s_reserved.Any(first =>
                route.Equals(first, StringComparison.OrdinalIgnoreCase) || route.StartsWith(first + "/", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            problems.Add($"{function}: the route /{route} belongs to the host.");
            return null;
        }
        try
        {
            return new HttpTrigger(RoutePatternFactory.Parse(route), [.. binding.Texts("methods").Select(method => method.ToUpperInvariant())]);
        }
        catch (RoutePatternException e)
        {
            problems.Add($"{function}: the route '{route}' is not a template: {e.Message}");
            return null;
        }
    }

    /// <summary>Reports functions that share a route and a method. A request could reach only one of them.</summary>
    public void TellClashes(IEnumerable<Function> functions)
    {
        var taken = new Dictionary<(string Route, string Method), string>();
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTrigger http)
            {
                continue;
            }
            IReadOnlyList<string> methods = http.Methods.Count > 0 ? http.Methods : ["any method"];
            foreach (var method in methods)
            {
                if (!taken.TryAdd((Shape(http.Route), method), function.Name))
                {
                    problems.Add($"{function.Name}: {method} /{http.Route.RawText} is the route of {taken[(Shape(http.Route), method)]} as well.");
                }
            }
        }
    }

    // Returns a route's shape for comparison. Routes that differ only in parameter names are equal. Constraints make them different.
    private static string Shape(RoutePattern route) =>
        string.Join('/', route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Shape))));

    private static string Shape(RoutePatternPart part) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{(parameter.IsOptional ? "?" : "")}:"
                + $"{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
            _ => "",
        };
}
