using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Distill.Functions.Api;
using Distill.Functions.Auth;
using Distill.Functions.Middleware;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Distill.Functions.Tests.Api;

/// <summary>The document describes the code. Every test that sends a request also checks the answer against it.</summary>
public sealed partial class OpenApiTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task TheDocument_IsServed()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, "openapi.json");

        Assert.Equal("3.1.0", answer.Json.GetProperty("openapi").GetString());
        Assert.Equal(Contract.Document.GetRawText(), answer.Json.GetRawText());
    }

    [Fact]
    public void Operations_AreTheFunctions() =>
        Assert.Equal(
            ApiCall.Routes.Where(r => r.Method != ApiCall.Others).Select(r => $"{r.Method} {r.Route} {r.Function}").Order(StringComparer.Ordinal),
            Contract.Operations.Select(o => $"{o.Method} {o.Route} {o.Operation.GetProperty("operationId")}").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void PathParameters_AreTheRoutes() =>
        Assert.All(
            Contract.Operations,
            o =>
                Assert.Equal(
                    PathParameter().Matches(o.Route).Select(m => m.Groups[1].Value),
                    Parameters(o.Operation).Where(p => p.GetProperty("in").GetString() == "path").Select(p => p.GetProperty("name").GetString()!)
                )
        );

    /// <summary>Every query parameter is read: a value out of its schema is refused.</summary>
    [Fact]
    public async Task QueryParameters_AreHeldToTheirSchemas()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var tried = 0;
        foreach (var (_, route, operation) in Contract.Operations)
        {
            foreach (var parameter in Parameters(operation).Where(p => p.GetProperty("in").GetString() == "query"))
            {
                var schema = Contract.Resolve(parameter.GetProperty("schema"));
                string[] bad =
                    schema.GetProperty("type").GetString() == "integer"
                        ? ["x", "-1", $"{schema.GetProperty("maximum").GetInt32() + 1}", "1.5"]
                        : [new string('x', (schema.TryGetProperty("maxLength", out var most) ? most.GetInt32() : 300) + 1), ""];
                foreach (var value in bad)
                {
                    var path =
                        $"{route.Replace("{id}", Publishing.Run.Id(1).ToString(), StringComparison.Ordinal)}?{parameter.GetProperty("name")}={value}";
                    Assert.Equal(400, (await ApiCall.GetAsync(instance, path)).Status);
                    tried++;
                }
            }
        }

        Assert.InRange(tried, 15, 200);
    }

    [Fact]
    public void ProblemCodes_AreAllThatThereAre()
    {
        var code = Codes();
        var told = Contract
            .Resolve(Contract.Document.GetProperty("components").GetProperty("schemas").GetProperty("Problem"))
            .GetProperty("properties")
            .GetProperty("code")
            .GetProperty("enum");

        Assert.Equal(code.Order(StringComparer.Ordinal), told.EnumerateArray().Select(c => c.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Roles_AreTheGates() =>
        Assert.All(
            Contract.Operations,
            o =>
            {
                Assert.True(Access.TryFind(o.Operation.GetProperty("operationId").GetString()!, out var role));
                var told = o.Operation.GetProperty("security").EnumerateArray().Single(s => s.TryGetProperty("entra", out _)).GetProperty("entra");
                Assert.Equal(
                    role == Role.Any ? [] : new[] { role },
                    told.EnumerateArray().Select(r => RoleNames.TryParse(r.GetString()!, out var named) ? named : Role.Any)
                );
            }
        );

    private static IEnumerable<string> Codes() =>
        new[] { typeof(Problems), typeof(HoneypotProblems) }
            .SelectMany(problems => problems.GetMembers(BindingFlags.Static | BindingFlags.Public))
            .Select(m =>
                m switch
                {
                    PropertyInfo property => property.GetValue(null),
                    MethodInfo { IsSpecialName: false } method => method.Invoke(null, [.. method.GetParameters().Select(Some)]),
                    _ => null,
                }
            )
            .OfType<ProblemHttpResult>()
            .Select(p => (string)p.ProblemDetails.Extensions["code"]!)
            .Distinct();

    private static object Some(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x"
        : parameter.ParameterType == typeof(int) ? 1
        : Array.Empty<string>();

    private static IEnumerable<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(Contract.Resolve) : [];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
