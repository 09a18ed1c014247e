namespace Distill.EndToEnd.Tests;

/// <summary>
/// The service says of a larger log what <c>audit</c> says of it, account for account. It still does when all of it comes twice more, over two
/// hosts. The chaos test does the same with a small log.
/// </summary>
public sealed class AuditTests(ITestOutputHelper output)
{
    /// <summary>By command: <c>dotnet run -c Release --project tests/Distill.EndToEnd.Tests -- -explicit only -class "*AuditTests"</c>.</summary>
    [Fact(Explicit = true)]
    public async Task LogOfThreeHundredAccounts_HasNoDifference()
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "log.jsonl");
        await AuditedLog.CommandAsync("simulate", "naive", "--accounts", "300", "--campaign", "60", "--days", "2", "--out", log);
        var audited = await AuditedLog.AuditAsync(log, Path.Combine(folder.Path, "audit"));
        var events = (await File.ReadAllLinesAsync(log)).Length;
        await using var first = await RunningApp.StartAsync(Path.Combine(folder.Path, "first"));

        await ReplayAsync(first, log);
        await first.UntilAsync(async () => await Stored.ProgressAsync(first) == events);
        await first.RunAsync("CorrelateAccounts");
        await audited.AssertNoDifferenceAsync(first.Endpoints.Http, output);

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
        await audited.AssertNoDifferenceAsync(first.Endpoints.Http, output);
        await audited.AssertNoDifferenceAsync(second.Endpoints.Http, output);
    }

    private static Task ReplayAsync(RunningApp app, string log) =>
        AuditedLog.CommandAsync("replay", log, "--connection", app.Endpoints.EventHubs, "--speed", "max");
}
