using System.Text.Json;
using Distill.LocalHost.Hosting;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Tests;

/// <summary>The host in this process, with the sample app in a real worker.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private LocalHostApp? _host;

    public SampleHost(SampleFolder folder) => Folder = folder;

    public SampleFolder Folder { get; }

    public RecordedLog Log { get; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public HttpClient Http { get; } = new() { Timeout = Patience.Limit };

    public LocalHostApp Host => _host ?? throw new InvalidOperationException("Not started.");

    public Endpoints Endpoints => Host.Endpoints!;

    public async Task<SampleHost> StartAsync()
    {
        _host = new LocalHostApp(
            HostPlan.Make(HostCommandLine.Parse(Folder.Arguments())),
            Clock,
            logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(Log)
        );
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Http.BaseAddress = new Uri(Endpoints.Http);
        return this;
    }

    /// <summary>What the functions have noted.</summary>
    public string[] Ledger() => Folder.Ledger();

    /// <summary>Waits until the functions have noted it as often as given.</summary>
    public Task NotedAsync(string start, int times = 1) =>
        Patience.UntilAsync(
            () => Ledger().Count(entry => entry.StartsWith(start, StringComparison.Ordinal)) >= times,
            () => string.Join('\n', [.. Ledger(), Log.Text()])
        );

    public Task LoggedAsync(string text) => Patience.UntilAsync(() => Log.Has(text), () => Log.Text());

    public Task<HttpResponseMessage> RunNowAsync(string function, string body = """{"input":""}""") =>
        Http.PostAsync($"/admin/functions/{function}", new StringContent(body, null, "application/json"));

    /// <summary>The run that a 202 points at, once it has ended.</summary>
    public async Task<JsonElement> EndOfAsync(HttpResponseMessage accepted)
    {
        JsonElement run = default;
        await Patience.UntilAsync(
            async () =>
            {
                run = JsonElement.Parse(await Http.GetStringAsync(accepted.Headers.Location));
                return run.GetProperty("state").GetString() is not ("Queued" or "Running");
            },
            () => Log.Text()
        );
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
        Http.Dispose();
    }
}
