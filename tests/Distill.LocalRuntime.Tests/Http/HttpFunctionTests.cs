using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Tests.Http;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private readonly TestApp _app = new TestApp(typeof(HttpFunctions))
        .WriteHostJson("""{"version":"2.0","extensions":{"http":{"routePrefix":"api/v1"}}}""")
        .Configure(builder => builder.Services.AddScoped<Greeting>());

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Route_BindsItsParameterBelowThePrefix()
    {
        var answer = await _app.Http.GetFromJsonAsync<JsonElement>("/api/v1/verdicts/acct%201");
        Assert.Equal("acct 1", answer.GetProperty("account").GetString());
        Assert.Equal("GetVerdict", answer.GetProperty("name").GetString());
        Assert.True(Guid.TryParse(answer.GetProperty("invocationId").GetString(), out _));
    }

    [Fact]
    public async Task Method_ChoosesAmongFunctionsOnOneRoute()
    {
        var answer = await _app.Http.PutAsync("/api/v1/verdicts/a", new StringContent("hi"));
        Assert.Equal("""{"account":"a","body":"hi"}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/v1/verdicts/a", "DELETE")]
    [InlineData("/api/verdicts/a", "GET")]
    [InlineData("/verdicts/a", "GET")]
    [InlineData("/api/v1/page/x/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "GET")]
    public async Task UnknownRouteOrMethod_Is404(string path, string method)
    {
        var answer = await _app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "", "- - True")]
    [InlineData("POST", "?size=5&sort=name&full=false", "5 name False")]
    public async Task Parameters_BindFromRouteThenQuery(string method, string query, string expected)
    {
        const string At = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
        var answer = await _app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/api/v1/page/7/{At}{query}"));
        Assert.Equal($"{method} 7 {At} {expected}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task UnreadableParameter_Is500AndLogged()
    {
        var answer = await _app.Http.GetAsync("/api/v1/page/7/not-a-guid");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(_app.Log.Lines, line => line.Level == LogLevel.Error && line.Error!.Message.Contains("'at'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Instance_IsMadeFromTheRequestsScope()
    {
        var first = await _app.Http.GetStringAsync("/api/v1/Scope");
        var second = await _app.Http.GetStringAsync("/api/v1/scope");
        Assert.EndsWith("True True", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Failure_Is500WithoutBodyAndLoggedUnderTheFunction()
    {
        var answer = await _app.Http.GetAsync("/api/v1/Fails");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
        var line = Assert.Single(_app.Log.Lines, line => line.Category == "Function.Fails" && line.Level == LogLevel.Error);
        Assert.IsType<InvalidDataException>(line.Error);
        Assert.Equal("Fails", line.Fields["Function"]);
    }

    [Fact]
    public async Task Function_CanWriteTheResponseItself()
    {
        var answer = await _app.Http.GetAsync("/api/v1/Writes");
        Assert.Equal(418, (int)answer.StatusCode);
        Assert.Equal("teapot", await answer.Content.ReadAsStringAsync());
    }
}
