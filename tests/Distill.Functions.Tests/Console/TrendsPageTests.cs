using System.Net;
using System.Text.RegularExpressions;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Volumes;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>The counts on the page of trends.</summary>
public sealed partial class TrendsPageTests(AzuriteFixture azurite)
{
    /// <summary>Who passed, and who is in a dismissed cluster, is innocent; each kind of evidence is told with its own share.</summary>
    [Fact]
    public async Task Innocents_AreCountedByKindOfEvidence()
    {
        await using var instance = new Instance(azurite.NewAccount());
        Cluster[] clusters =
        [
            Run.Cluster(1, 10, 12),
            Run.Cluster(2, 30, 12, prefix: "n") with
            {
                Evidence = new Dictionary<string, IReadOnlyList<Reason>>
                {
                    ["births"] = [new Reason("sign_up_burst", "x", 30)],
                    ["timing"] = [new Reason("turn_taking", "x", 12)],
                    ["content"] = [new Reason("elicitation", "Too little to count.", 1)],
                },
            },
            Run.Cluster(3, 9, 12, VerdictLevel.Watch, "w") with
            {
                Evidence = new Dictionary<string, IReadOnlyList<Reason>> { ["explanation"] = [new Reason("common_owner", "One school.", 0)] },
            },
        ];
        Verdict[] verdicts =
        [
            .. clusters.SelectMany(Run.Verdicts).Select((v, i) => i < 3 ? v with { Reasons = [new Reason("verification", "Verified.", 0)] } : v),
        ];
        await Run.SaveAsync(instance, Run.First, verdicts, clusters);
        await using var server = await ConsoleServer.StartAsync(instance);

        var before = await RowsAsync(server);
        await ApiCall.PostAsync(instance, $"clusters/{Run.Id(2)}/decisions", DecisionBody("dismiss"));
        var after = await RowsAsync(server);

        Assert.Equal(
            ["Timing 2 0 40 0 3 3 (7.5 %)", "Births 1 0 30 0 0 0 (0 %)", "Framings 1 0 10 0 3 3 (30 %)", "Any kind 2 0 40 0 3 3 (7.5 %)"],
            before
        );
        Assert.Equal(
            ["Timing 2 1 40 30 3 33 (82.5 %)", "Births 1 1 30 30 0 30 (100 %)", "Framings 1 0 10 0 3 3 (30 %)", "Any kind 2 1 40 30 3 33 (82.5 %)"],
            after
        );
        Assert.Contains(
            "<dt>Verification</dt><dd><bdi>passed</bdi>",
            await server.Client.GetStringAsync("/console/account?id=m000"),
            StringComparison.Ordinal
        );
        Assert.Contains("1 group of 9 accounts", await TextAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalsAndVerifications_AreThoseThatARunCounted()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        await using var empty = new Instance(azurite.NewAccount());
        await using var other = await ConsoleServer.StartAsync(empty);

        var text = await TextAsync(server);

        Assert.Contains("Accounts that the API tier refused; at most 99.", text, StringComparison.Ordinal);
        Assert.Contains("Verifications that customers passed; at most 2.", text, StringComparison.Ordinal);
        Assert.Contains("No run has counted refusals and verifications yet.", await TextAsync(other), StringComparison.Ordinal);
    }

    /// <summary>From the events to the page: a run counts what was refused.</summary>
    [Fact]
    public async Task ARun_CountsRefusals()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync(
            "0",
            Some.Events([Some.Call(), Some.Refusal("a", 3), Some.Refusal("a", 5), Some.Refusal("b", 4), Some.Verification("a", 6)])
        );
        await instance.CorrelateAsync();

        var days = await instance.Get<FactDaysTable>().ReadAsync(default);

        Assert.Equal([new FactDay(DateOnly.FromDateTime(Some.Start.UtcDateTime)) { Refused = 2, Passed = 1 }], days!.Days);
    }

    private static object DecisionBody(string decision) =>
        new
        {
            decision,
            by = "ana",
            why = "A class.",
        };

    private static async Task<string> TextAsync(ConsoleServer server) => WebUtility.HtmlDecode(await server.Client.GetStringAsync("/console/trends"));

    // The rows of the table of innocents, each as a line.
    private static async Task<string[]> RowsAsync(ConsoleServer server)
    {
        var table = (await server.Client.GetStringAsync("/console/trends")).Split("Innocents by kind of evidence")[1].Split("</table>")[0];
        return [.. table.Split("<tr>").Skip(2).Select(row => Space().Replace(Tag().Replace(row, " "), " ").Trim())];
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
