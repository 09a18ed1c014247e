using System.Text;
using Distill.Cli;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.EndToEnd.Tests;

/// <summary>What <c>audit</c> says of a log, to be compared with what the service says of it.</summary>
internal sealed class AuditedLog
{
    private readonly string[] _verdicts;

    private AuditedLog(string[] verdicts) => _verdicts = verdicts;

    /// <summary>Audits a log with the command.</summary>
    /// <param name="log">The log's file.</param>
    /// <param name="folder">For the results.</param>
    public static async Task<AuditedLog> AuditAsync(string log, string folder)
    {
        await CommandAsync("audit", log, "--out", folder);
        return new AuditedLog(await File.ReadAllLinesAsync(Path.Combine(folder, "verdicts.jsonl")));
    }

    /// <summary>Runs a command of the command line, which must succeed.</summary>
    public static async Task CommandAsync(params string[] arguments)
    {
        using var written = new StringWriter();
        using var errors = new StringWriter();
        var code = await DistillCommandLine.RunAsync(arguments, written, errors);
        Assert.True(code == 0, $"distill {string.Join(' ', arguments)} ended with {code}: {errors}");
    }

    /// <summary>Asserts that the service says the same of every account, and flags some.</summary>
    /// <param name="service">Where the app answers.</param>
    /// <param name="output">Told how many verdicts were compared.</param>
    public async Task AssertNoDifferenceAsync(Uri service, ITestOutputHelper output)
    {
        using var http = new HttpClient { BaseAddress = new Uri(service, "/api/v1/verdicts/") };
        var (differences, flagged) = (new List<string>(), 0);
        foreach (var line in _verdicts)
        {
            var verdict = VerdictJson.Read(Encoding.UTF8.GetBytes(line));
            var answer = await http.GetByteArrayAsync(new Uri(Uri.EscapeDataString(verdict.Account.Value), UriKind.Relative));
            var served = Encoding.UTF8.GetString(VerdictJson.Write(VerdictJson.Read(answer)));
            if (served != line)
            {
                differences.Add($"audit:   {line}\nservice: {served}");
            }

            flagged += verdict.Level >= VerdictLevel.Suspect ? 1 : 0;
        }

        output.WriteLine($"{differences.Count} differences in {_verdicts.Length} verdicts, {flagged} of them flagged.");
        Assert.NotEqual(0, flagged);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(5)));
    }
}
