using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.SampleApp;

/// <summary>What the app sees of its settings.</summary>
public sealed class SettingFunctions(IConfiguration configuration)
{
    [Function("ReadSetting")]
    public IResult Setting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        Results.Text(configuration[name] ?? "(none)");

    [Function("ReadVariable")]
    public IResult Variable([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "variables/{name}")] HttpRequest request, string name) =>
        Results.Text(Environment.GetEnvironmentVariable(name) ?? "(none)");
}
