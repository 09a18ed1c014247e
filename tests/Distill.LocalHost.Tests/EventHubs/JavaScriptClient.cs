using System.Diagnostics;
using System.Text.Json;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>The official JavaScript client in a process of its own, installed from the lock file when it is not there yet.</summary>
internal static class JavaScriptClient
{
    private static readonly Lazy<Task<string>> s_installed = new(InstallAsync);

    public static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var folder = await s_installed.Value;
        var output = await RunAsync("node", folder, ["client.mjs", .. arguments], Patience.Limit);
        return JsonDocument.Parse(output).RootElement;
    }

    private static async Task<string> InstallAsync()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "js", "package-lock.json")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException("js/package-lock.json is not above the test's folder.");
        }

        folder = Path.Combine(folder, "js");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@azure", "event-hubs")))
        {
            await RunAsync("npm", folder, ["ci", "--no-audit", "--no-fund"], TimeSpan.FromMinutes(5));
        }

        return folder;
    }

    private static async Task<string> RunAsync(string program, string folder, IEnumerable<string> arguments, TimeSpan patience)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {start.ArgumentList.First()} did not end in {patience}. {await errors}");
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}. {await errors}{await output}");
    }
}
