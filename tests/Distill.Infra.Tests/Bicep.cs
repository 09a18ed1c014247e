using System.Diagnostics;

namespace Distill.Infra.Tests;

/// <summary>The Bicep compiler from its package. It needs no network: types come with it, and no module is from a registry.</summary>
internal static class Bicep
{
    /// <summary>Made-up values for what the parameter files read, so that the snapshots are the same everywhere.</summary>
    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["AZURE_LOCATION"] = "swedencentral",
        ["DISTILL_ALERT_EMAILS"] = "oncall@example.com",
        ["DISTILL_ANOMALY_DETECTOR"] = "http://anomaly.example.com",
        ["DISTILL_WEBHOOK_URL"] = "https://hooks.example.com/distill",
        ["DISTILL_API_CLIENT_ID"] = "11111111-1111-1111-1111-111111111111",
        ["DISTILL_OPERATORS_GROUP_ID"] = "22222222-2222-2222-2222-222222222222",
        ["DISTILL_OWNER"] = "platform@example.com",
        ["DISTILL_RAW_READERS_GROUP_ID"] = "33333333-3333-3333-3333-333333333333",
    };

    private static readonly string? s_path = Environment.GetEnvironmentVariable("BICEP") ?? Repository.Metadata("Bicep");

    public static async Task<Output> RunAsync(string environment, params string[] arguments)
    {
        Assert.SkipWhen(s_path is null, "The Bicep compiler's package is used on 64-bit Linux only; elsewhere let BICEP name a compiler.");
        var start = new ProcessStartInfo(s_path!, arguments)
        {
            WorkingDirectory = Repository.Infra,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in s_environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["AZURE_ENV_NAME"] = environment;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Output(process.ExitCode, await output, await errors);
    }

    internal sealed record Output(int ExitCode, string Text, string Messages);
}
