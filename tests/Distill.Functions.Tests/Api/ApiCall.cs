using System.Reflection;
using System.Text;
using System.Text.Json;
using Distill.Functions.Api;
using Distill.Functions.Middleware;
using Distill.Functions.Tests.Triggers;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Api;

/// <summary>
/// Requests to an instance without a server. They are routed, checked and answered as by the host. Every answer is checked against the OpenAPI
/// document.
/// </summary>
internal static class ApiCall
{
    /// <summary>Stands for the methods of the function that answers what no other one does.</summary>
    public const string Others = "*";

    private const string Prefix = "api/v1/";

    /// <summary>
    /// The API's functions, as their attributes say, each with its route below the API's. Those of OpenTelemetry have their whole route, and so has
    /// the one that answers all others. What answers GET also answers HEAD.
    /// </summary>
    public static IReadOnlyList<(string Function, string Method, string Route, MethodInfo Code)> Routes { get; } =
    [
        .. from type in typeof(GetVerdict).Assembly.GetTypes()
        from code in type.GetMethods()
        let function = code.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = code.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
        where trigger?.Route is { } whole && !whole.StartsWith("console/", StringComparison.Ordinal)
        let prefix = trigger.Route!.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix : ""
        from method in trigger.Methods ?? [Others]
        where method != "head"
        orderby trigger.Route!.Contains('{', StringComparison.Ordinal)
        select (function.Name, method.ToUpperInvariant(), trigger.Route![prefix.Length..], code),
    ];

    public static Task<Answer> GetAsync(Instance instance, string path, params (string Name, string Value)[] headers) =>
        SendAsync(instance, "GET", path, default, headers);

    public static Task<Answer> PostAsync(Instance instance, string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(instance, "POST", path, body is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(body), headers);

    /// <summary>Runs a function behind the app's middleware. Then sends the result that is left, as the worker does.</summary>
    public static async Task RunAsync(
        IServiceProvider services,
        string function,
        HttpContext http,
        Func<Task<IResult?>> code,
        CancellationToken cancellationToken = default
    )
    {
        var call = new HttpCall(function, http, cancellationToken);
        DiedException? died = null;
        await services
            .GetRequiredService<AnswerSender>()
            .Invoke(
                call,
                context =>
                    services
                        .GetRequiredService<ApiGate>()
                        .Invoke(
                            context,
                            async c =>
                            {
                                try
                                {
                                    c.GetInvocationResult().Value = await code();
                                }
                                catch (DiedException e)
                                {
                                    died = e;
                                    throw;
                                }
                            }
                        )
            );
        if (died is not null)
        {
            // A process that has died answers nobody.
            throw died;
        }

        await Assert.IsAssignableFrom<IResult>(call.GetInvocationResult().Value).ExecuteAsync(http);
    }

    public static async Task<Answer> SendAsync(Instance instance, string method, string path, byte[]? body, (string Name, string Value)[] headers)
    {
        var (route, values) = Match(method, path.Split('?')[0]);
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = answer },
        };
        http.Request.Method = method;
        http.Request.Path = "/api/v1/" + Decoded(path.Split('?')[0]);
        http.Request.Headers[RouteId.AddressHeader] = "/api/v1/" + path;
        http.Request.QueryString = path.Contains('?', StringComparison.Ordinal)
            ? new QueryString(path[path.IndexOf('?', StringComparison.Ordinal)..])
            : default;
        http.Request.Body = new MemoryStream(body ?? []);
        http.Request.ContentLength = body?.Length;
        foreach (var (name, value) in headers)
        {
            http.Request.Headers.Append(name, value);
        }

        await RunAsync(instance.Services, route.Function, http, () => InvokeAsync(instance.Services, route.Code, http.Request, values));
        var sent = new Answer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers, answer.ToArray());
        if (HttpMethods.IsHead(method))
        {
            // A server sends no body then.
            return sent with { Body = [] };
        }

        if (route.Method != Others)
        {
            Contract.Check(route.Method, route.Route, sent);
        }

        return sent;
    }

    /// <summary>Runs a function's own code.</summary>
    public static async Task<IResult?> InvokeAsync(IServiceProvider services, MethodInfo code, HttpRequest request, RouteValueDictionary values)
    {
        var function = ActivatorUtilities.CreateInstance(services, code.DeclaringType!);
        var arguments = code.GetParameters()
            .Select(p => p.ParameterType == typeof(HttpRequest) ? request : values.GetValueOrDefault(p.Name!))
            .ToArray();
        var returned = code.Invoke(function, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        return returned is Task<IResult> later ? await later : (IResult?)returned;
    }

    // Servers decode a path, except for its slashes.
    private static string Decoded(string path) => Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));

    private static ((string Function, string Method, string Route, MethodInfo Code) Route, RouteValueDictionary Values) Match(
        string method,
        string path
    )
    {
        var decoded = "/" + Decoded(path);
        var asked = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        foreach (var route in Routes.Where(r => r.Method == asked).Concat(Routes.Where(r => r.Method == Others)))
        {
            var values = new RouteValueDictionary();
            if (new TemplateMatcher(TemplateParser.Parse(route.Route), []).TryMatch(decoded, values))
            {
                return (route, values);
            }
        }

        return (Routes.Single(r => r.Method == Others), []);
    }
}

/// <summary>An answer.</summary>
internal sealed record Answer(int Status, string? Type, IHeaderDictionary Headers, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A problem's code; null if the answer is no problem.</summary>
    public string? Code => Type == "application/problem+json" ? Json.GetProperty("code").GetString() : null;
}
