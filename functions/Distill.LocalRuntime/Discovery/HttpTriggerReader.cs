using System.Reflection;
using Distill.LocalRuntime.Http;
using Distill.LocalRuntime.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Discovery;

internal sealed class HttpTriggerReader(string routePrefix, bool usesAspNetCore, StartupProblems problems) : ITriggerReader
{
    // The real host keeps these for itself.
    private static readonly string[] Reserved = ["admin", "runtime"];

    public Trigger? Read(string function, ParameterInfo parameter, Attribute attribute)
    {
        var http = (HttpTriggerAttribute)attribute;
        if (!usesAspNetCore)
            problems.Add($"{function}: HTTP functions need ConfigureFunctionsWebApplication() in Program.cs.");
        if (parameter.ParameterType != typeof(HttpRequest))
            problems.Add($"{function}: the parameter {parameter.Name} must be an HttpRequest.");
        var route = http.Route ?? function;
        if (routePrefix.Length > 0)
            route = $"{routePrefix}/{route}";
        if (Reserved.Any(first => route.Equals(first, StringComparison.OrdinalIgnoreCase) || route.StartsWith(first + "/", StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"{function}: the route /{route} is the host's own.");
            return null;
        }
        try
        {
            return new HttpTrigger(RoutePatternFactory.Parse(route), [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())]);
        }
        catch (RoutePatternException e)
        {
            problems.Add($"{function}: the route '{route}' is not a template: {e.Message}");
            return null;
        }
    }

    /// <summary>By name, from the route or else the query, as the real host hands them over.</summary>
    public Argument? Bind(ParameterInfo parameter, Trigger trigger)
    {
        if (!RequestValue.CanBe(parameter.ParameterType))
            return null;
        return context => RequestValue.For(parameter, context);
    }

    public bool Returns(Type type)
    {
        if (type == typeof(void) || type == typeof(Task))
            return true;
        var result = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0] : type;
        return typeof(IResult).IsAssignableFrom(result) || typeof(IActionResult).IsAssignableFrom(result);
    }
}
