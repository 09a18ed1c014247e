using System.Diagnostics;
using System.Globalization;

namespace Distill.EndToEnd.Tests;

/// <summary>The official JavaScript client, installed from the lock file when it is not there yet.</summary>
internal static class JavaScriptClient
{
    private static readonly Lazy<Task> s_installed = new(InstallAsync);

    /// <summary>Sends a file's lines as events. Answers their count.</summary>
    public static async Task<int> SendAsync(RunningApp app, string file)
    {
        await s_installed.Value;
        return int.Parse(await RunAsync("node", "send.mjs", app.Endpoints.EventHubs, "calls", file), CultureInfo.InvariantCulture);
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Metadata.JavaScript, "node_modules", "@azure", "event-hubs")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund");
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Metadata.JavaScript,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {arguments[0]} did not end.");
        }

        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}: {await errors}");
        return await output;
    }
}
