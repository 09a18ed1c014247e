using System.Text.Json;
using Distill.Functions.Tests.Console;

namespace Distill.Functions.Tests.Api;

/// <summary>A path that exists tells its methods to whoever asks by another one: in the API, for OpenTelemetry and in the console.</summary>
public sealed class WrongMethodTests(AzuriteFixture azurite)
{
    public static TheoryData<string, string, string> WrongMethods =>
        new()
        {
            { "DELETE", "api/v1/verdicts/a", "GET, HEAD" },
            { "PUT", "api/v1/verdicts/changes", "GET, HEAD" },
            { "POST", "api/v1/clusters", "GET, HEAD" },
            { "GET", "api/v1/events", "POST" },
            { "HEAD", "api/v1/events", "POST" },
            { "PATCH", "api/v1/accounts/a/overrides", "POST" },
            { "GET", "api/v1/clusters/cl_a/decisions", "POST" },
            { "PUT", "api/v1/overrides", "GET, HEAD, POST" },
            { "DELETE", "api/v1/verdicts/batch", "GET, HEAD, POST" },
            { "OPTIONS", "api/v1/honeypots/mark", "POST" },
            { "GET", "v1/traces", "POST" },
            { "PUT", "v1/logs", "POST" },
            { "HEAD", "v1/logs", "POST" },
            { "PUT", "console", "GET, HEAD, POST" },
            { "DELETE", "console/clusters/cl_a", "GET, HEAD, POST" },
            { "PATCH", "console/account/override", "GET, HEAD, POST" },
        };

    [Theory]
    [MemberData(nameof(WrongMethods))]
    public async Task AWrongMethod_Is405_AndAllowNamesTheRightOnes(string method, string path, string allow)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var server = await ConsoleServer.StartAsync(instance);

        using var answer = await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal((405, allow), ((int)answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
        if (method != "HEAD")
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal("method_not_allowed", problem.RootElement.GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData("GET", "v1/metrics")]
    [InlineData("POST", "v1/traces/x")]
    [InlineData("POST", "api/v2/verdicts")]
    [InlineData("PUT", "api")]
    public async Task AnUnknownPath_Is404_AndSaysSo(string method, string path)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var server = await ConsoleServer.StartAsync(instance);

        using var answer = await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((404, "unknown_route"), ((int)answer.StatusCode, problem.RootElement.GetProperty("code").GetString()));
    }
}
