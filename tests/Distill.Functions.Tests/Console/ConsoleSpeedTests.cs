using System.Diagnostics;

namespace Distill.Functions.Tests.Console;

/// <summary>How long pages take on a large desk (<see cref="LargeConsole"/>). It prints figures, and asserts none.</summary>
public sealed class ConsoleSpeedTests(AzuriteFixture azurite)
{
    private const int Times = 20;

    [Fact(Explicit = true)]
    public async Task Pages_OfALargeStore_TakeThisLong()
    {
        await using var instance = await LargeConsole.StartAsync(azurite);
        var campaign = LargeConsole.Campaign;
        await using var server = await ConsoleServer.StartAsync(instance);
        foreach (
            var path in new[]
            {
                "/console",
                "/console?state=any&order=Oldest&page=90",
                $"/console/clusters/{campaign.Id}",
                $"/console/clusters/{campaign.Id}?page=100",
                $"/console/clusters/{campaign.Id}/decide?decision=Dismiss",
                "/console?assignee=+nobody",
                "/console/operations?clusters=1",
                $"/console/operations/{LargeConsole.Operation}",
                $"/console/operations/{LargeConsole.Operation}/decide?decision=Dismiss",
                "/console/account?id=big5000",
                "/console/search?q=big99",
                "/console/search?q=pm_1Nq2b",
                "/console/search?q=198.51.100.9",
                "/console/decisions",
                "/console/allowlist",
                "/console/resellers",
                "/console/reseller?channel=reseller:northgate",
                "/console/trends",
                "/console/thresholds?suspect=26",
            }
        )
        {
            // The first request reads the store.
            var bytes = (await server.Client.GetStringAsync(path)).Length;
            var took = new List<double>();
            for (var i = 0; i < Times; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await server.Client.GetStringAsync(path);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            took.Sort();
            TestContext.Current.TestOutputHelper!.WriteLine(
                FormattableString.Invariant($"{path}: p50 {took[Times / 2]:0} ms, worst {took[^1]:0} ms, {bytes / 1024} KiB")
            );
        }
    }
}
