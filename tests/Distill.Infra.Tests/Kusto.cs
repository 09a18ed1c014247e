using System.Diagnostics;
using System.Text.Json;

namespace Distill.Infra.Tests;

/// <summary>
/// Kusto's own language service, from its npm package: it parses a query and binds its names to the tables of Azure Monitor as its reference
/// describes them (js/tables.json, the columns in use and their neighbours). It is installed from the lock file if it is missing.
/// </summary>
internal static class Kusto
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests/Distill.Infra.Tests/js");

    private static readonly Lazy<Task<Dictionary<string, Answer>>> s_answers = new(AskAsync);

    /// <summary>The result for every query, by its name.</summary>
    public static Task<Dictionary<string, Answer>> AllAsync() => s_answers.Value;

    private static async Task<Dictionary<string, Answer>> AskAsync()
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "@kusto", "language-service-next")))
        {
            await RunAsync("npm", "", "ci", "--no-audit", "--no-fund");
        }

        var queries = Queries.Deployed.Concat(Queries.OfTheRunbook).ToDictionary(q => q.Name, q => q.Query);
        return JsonSerializer.Deserialize<Dictionary<string, Answer>>(
            await RunAsync("node", JsonSerializer.Serialize(queries), "check.cjs"),
            JsonSerializerOptions.Web
        )!;
    }

    private static async Task<string> RunAsync(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = s_folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}: {await errors}");
        return await output;
    }

    /// <param name="Errors">What is wrong, in Kusto's words.</param>
    /// <param name="Columns">Types of the columns that come out, by name.</param>
    internal sealed record Answer(string[] Errors, Dictionary<string, string> Columns);
}
