using System.Text;
using Distill.Cli;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.EndToEnd.Tests;

/// <summary>
/// The service says of a log what <c>audit</c> says of it, account for account. It still does when all of it comes twice more, over two hosts.
/// </summary>
public sealed class AuditTests(ITestOutputHelper output)
{
    private static readonly string[] s_functions =
    [
        "CorrelateAccounts",
        "DecideCluster",
        "ExpireEvents",
        "ExpireVerdicts",
        "GetChanges",
        "GetCluster",
        "GetClusters",
        "GetOpenApi",
        "GetReceipts",
        "GetVerdict",
        "GetVerdicts",
        "IngestCalls",
        "MarkText",
        "OverrideAccount",
        "PostEvents",
    ];

    [Fact]
    public Task SmallLog_HasNoDifference() => RunAsync(accounts: 80, campaign: 30, days: 1);

    /// <summary>By command: <c>dotnet run -c Release --project tests/Distill.EndToEnd.Tests -- -explicit only -class "*AuditTests"</c>.</summary>
    [Fact(Explicit = true)]
    public Task LogOfThreeHundredAccounts_HasNoDifference() => RunAsync(accounts: 300, campaign: 60, days: 2);

    private async Task RunAsync(int accounts, int campaign, int days)
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "log.jsonl");
        await CommandAsync("simulate", "naive", "--accounts", $"{accounts}", "--campaign", $"{campaign}", "--days", $"{days}", "--out", log);
        await CommandAsync("audit", log, "--out", Path.Combine(folder.Path, "audit"));
        var audited = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "audit", "verdicts.jsonl"));
        var events = (await File.ReadAllLinesAsync(log)).Length;
        await using var first = await RunningApp.StartAsync(Path.Combine(folder.Path, "first"));
        using (var admin = new AdminClient(first.Endpoints.Http))
        {
            Assert.Equal(s_functions, await admin.FunctionsAsync());
        }

        await ReplayAsync(first, log);
        await first.UntilAsync(async () => await Stored.ProgressAsync(first) == events);
        await first.RunAsync("CorrelateAccounts");
        await AssertNoDifferenceAsync(audited, first);

        await using var second = await RunningApp.StartAsync(
            Path.Combine(folder.Path, "second"),
            ("LocalEventHubs__Enabled", "false"),
            ("LocalAzurite__Enabled", "false"),
            ("EventHubConnection", first.Endpoints.EventHubs),
            ("AzureWebJobsStorage", first.Endpoints.Tables),
            ("DistillStorage", first.Endpoints.Tables)
        );
        await ReplayAsync(first, log);
        await ReplayAsync(first, log);
        await first.UntilAsync(async () => await Stored.ProgressAsync(first) == 3 * events);
        await second.RunAsync("CorrelateAccounts");
        await AssertNoDifferenceAsync(audited, first);
        await AssertNoDifferenceAsync(audited, second);
    }

    private async Task AssertNoDifferenceAsync(string[] audited, RunningApp app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Endpoints.Http, "/api/v1/verdicts/") };
        var (differences, flagged) = (new List<string>(), 0);
        foreach (var line in audited)
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

        output.WriteLine($"{differences.Count} differences in {audited.Length} verdicts, {flagged} of them flagged.");
        Assert.NotEqual(0, flagged);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(5)));
    }

    private static Task ReplayAsync(RunningApp app, string log) =>
        CommandAsync("replay", log, "--connection", app.Endpoints.EventHubs, "--speed", "max");

    private static async Task CommandAsync(params string[] arguments)
    {
        using var written = new StringWriter();
        using var errors = new StringWriter();
        var code = await DistillCommandLine.RunAsync(arguments, written, errors);
        Assert.True(code == 0, $"distill {string.Join(' ', arguments)} ended with {code}: {errors}");
    }
}
