using System.Text.Json;
using Distill.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Tests;

/// <summary>An app of some function classes, in a folder and on a port of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly List<string> _args = [];
    private readonly List<Type> _types = [];
    private readonly List<Action<FunctionsApplicationBuilder>> _configure = [];
    private LocalRuntimeHost? _host;

    public TestApp(params IEnumerable<Type> functions)
    {
        _types.AddRange(functions);
        Set("urls", "http://127.0.0.1:0");
    }

    public string Folder { get; init; } = Directory.CreateTempSubdirectory("distill-").FullName;

    public string DataPath => Path.Combine(Folder, "data");

    public RecordedLog Log { get; } = new();

    public ManualClock? Clock { get; init; }

    /// <summary>Whether disposal leaves the folder for another app.</summary>
    public bool KeepFolder { get; init; }

    public HttpClient Http { get; } = new();

    public LocalRuntimeHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public Endpoints Endpoints => Host.Endpoints!;

    public TestApp Set(string name, string value)
    {
        _args.Add($"--{name}={value}");
        return this;
    }

    public TestApp Configure(Action<FunctionsApplicationBuilder> configure)
    {
        _configure.Add(configure);
        return this;
    }

    public TestApp WriteHostJson(string json) => Write("host.json", json);

    public TestApp Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    public LocalRuntimeHost Build()
    {
        string[] places = [$"--AzureWebJobsScriptRoot={Folder}", $"--LocalRuntime:DataPath={DataPath}"];
        var builder = new FunctionsApplicationBuilder([.. places, .. _args], _types);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders().AddProvider(Log);
        if (Clock is not null)
            builder.Services.AddSingleton<TimeProvider>(Clock);
        foreach (var configure in _configure)
            configure(builder);
        return _host = (LocalRuntimeHost)builder.Build();
    }

    public async Task<TestApp> StartAsync()
    {
        await Build().StartAsync(TestContext.Current.CancellationToken);
        Http.BaseAddress = new Uri(Endpoints.Http);
        return this;
    }

    public Task<HttpResponseMessage> RunNowAsync(string function, string body = """{"input":""}""") =>
        Http.PostAsync($"/admin/functions/{function}", new StringContent(body, null, "application/json"));

    /// <summary>The run that a 202 points at, once it has ended.</summary>
    public async Task<JsonElement> EndOfAsync(HttpResponseMessage accepted)
    {
        while (true)
        {
            var run = JsonElement.Parse(await Http.GetStringAsync(accepted.Headers.Location));
            if (run.GetProperty("state").GetString() is not ("Queued" or "Running"))
                return run;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
        Http.Dispose();
        if (!KeepFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
