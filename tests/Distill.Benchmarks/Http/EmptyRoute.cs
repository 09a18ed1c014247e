using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.Benchmarks.Http;

/// <summary>Kestrel with one route that answers nothing, in a process of its own: what a request costs on this machine in any case.</summary>
internal sealed class EmptyRoute : IDisposable
{
    /// <summary>The command that makes this program such a server. It runs until its input ends.</summary>
    public const string Command = "empty-route";

    private readonly Process _process;

    private EmptyRoute(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static EmptyRoute Start()
    {
        var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [Command]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        return new EmptyRoute(
            process,
            new Uri(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The empty route did not start."))
        );
    }

    public static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet(
            "/",
            (HttpContext http) =>
            {
                http.Response.ContentLength = 0;
                return Task.CompletedTask;
            }
        );
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
