using System.Reflection;
using Distill.LocalRuntime.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalRuntime.Discovery;

/// <summary>Finds an app's functions by reflection and everything about them that would keep them from running.</summary>
internal sealed class FunctionDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly StartupProblems _problems;
    private readonly Dictionary<Type, ITriggerReader> _readers;

    public FunctionDiscovery(IConfiguration configuration, HostJson hostJson, bool usesAspNetCore, StartupProblems problems)
    {
        _problems = problems;
        var expansion = new SettingExpansion(configuration, problems);
        _readers = new Dictionary<Type, ITriggerReader>
        {
            [typeof(HttpTriggerAttribute)] = new HttpTriggerReader(hostJson.RoutePrefix, usesAspNetCore, problems),
            [typeof(TimerTriggerAttribute)] = new TimerTriggerReader(expansion, problems),
            [typeof(EventHubTriggerAttribute)] = new EventHubTriggerReader(configuration, expansion, problems),
        };
    }

    /// <summary>The sound functions, by name.</summary>
    public IReadOnlyList<DiscoveredFunction> Find(IEnumerable<Type> types)
    {
        var marked = types
            .SelectMany(type => type.GetMethods(Declared))
            .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
            .Where(found => found.Name is not null)
            .OrderBy(found => found.Name, StringComparer.Ordinal)
            .ToList();
        if (marked.Count == 0)
            _problems.Add("No method of the app is marked [Function].");
        foreach (var same in marked.GroupBy(found => found.Name!, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            _problems.Add($"The function name {same.Key} is used by {string.Join(" and ", same.Select(found => Shown(found.Method)))}.");

        var functions = marked.Select(found => Read(found.Name!, found.Method)).OfType<DiscoveredFunction>().ToList();
        TellSharedRoutes(functions);
        return functions;
    }

    private DiscoveredFunction? Read(string name, MethodInfo method)
    {
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
        {
            _problems.Add($"{name}: {Shown(method)} must be a public method of a public class; the worker doesn't see others.");
            return null;
        }
        if (method.ContainsGenericParameters)
        {
            _problems.Add($"{name}: {Shown(method)} must not be generic.");
            return null;
        }
        var triggers = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes(), (parameter, attribute) => (Parameter: parameter, Attribute: attribute))
            .Where(found => _readers.ContainsKey(found.Attribute.GetType()))
            .ToList();
        if (triggers.Count != 1)
        {
            _problems.Add($"{name}: {Shown(method)} must have exactly one parameter with a trigger, but has {triggers.Count}.");
            return null;
        }
        var (triggered, attribute) = triggers[0];
        var reader = _readers[attribute.GetType()];
        return reader.Read(name, triggered, attribute) is { } trigger && Arguments(name, method, triggered, trigger, reader) is { } arguments
            ? new DiscoveredFunction(name, method, trigger, arguments)
            : null;
    }

    private List<Argument>? Arguments(string name, MethodInfo method, ParameterInfo triggered, Trigger trigger, ITriggerReader reader)
    {
        var arguments = new List<Argument>();
        var complete = true;
        foreach (var parameter in method.GetParameters())
        {
            Argument? argument = parameter.ParameterType == typeof(FunctionContext) ? context => context
                : parameter.ParameterType == typeof(CancellationToken) ? context => context.CancellationToken
                : parameter.Position == triggered.Position ? context => context.TriggerValue
                : reader.Bind(parameter, trigger);
            if (argument is null)
            {
                _problems.Add($"{name}: the parameter {parameter.Name} has the type {parameter.ParameterType.Name}, for which this trigger has no value.");
                complete = false;
                continue;
            }
            arguments.Add(argument);
        }
        if (!reader.Returns(method.ReturnType))
        {
            _problems.Add($"{name}: {Shown(method)} returns {method.ReturnType.Name}, which this trigger can't make use of.");
            complete = false;
        }
        return complete ? arguments : null;
    }

    private void TellSharedRoutes(List<DiscoveredFunction> functions)
    {
        var routes = functions
            .Where(function => function.Trigger is HttpTrigger)
            .SelectMany(function => Methods((HttpTrigger)function.Trigger), (function, method) => (function.Name, Route: $"{method} /{((HttpTrigger)function.Trigger).Route.RawText}"))
            .GroupBy(found => found.Route, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1);
        foreach (var route in routes)
            _problems.Add($"The route {route.Key} is taken by {string.Join(" and ", route.Select(found => found.Name))}.");
    }

    private static IEnumerable<string> Methods(HttpTrigger trigger) => trigger.Methods.Count == 0 ? ["any method"] : trigger.Methods;

    private static string Shown(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
