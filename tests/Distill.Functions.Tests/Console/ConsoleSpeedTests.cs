using System.Diagnostics;
using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>How long pages take with 5,000 clusters and a campaign of 10,000. It prints figures, and asserts none.</summary>
public sealed class ConsoleSpeedTests(AzuriteFixture azurite)
{
    private const int Times = 20;

    [Fact(Explicit = true)]
    public async Task Pages_OfALargeStore_TakeThisLong()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var campaign = Run.Cluster(1, 10_000, 40, prefix: "big");
        Cluster[] clusters = [campaign, .. Enumerable.Range(2, 5_000).Select(i => Run.Cluster(i, 8, prefix: $"s{i}-") with { OutputTokens = i })];
        await Run.SaveAsync(instance, Run.First, clusters.SelectMany(Run.Verdicts), clusters);
        await instance.Get<PortraitTable>().SaveAsync(Run.First, [ConsolePortrait.Of(campaign)], default);
        foreach (var cluster in clusters.Take(500))
        {
            await instance
                .Get<DeskTable>()
                .AddAsync(
                    new DeskEntry(cluster.Id, "1", DeskEntryKind.Assignment, "ana")
                    {
                        At = instance.Time.GetUtcNow(),
                        Text = $"ben{cluster.Calls % 7}",
                    },
                    default
                );
        }

        await using var server = await ConsoleServer.StartAsync(instance);
        foreach (
            var path in new[]
            {
                "/console",
                "/console?state=any&order=Oldest&page=90",
                $"/console/clusters/{campaign.Id}",
                $"/console/clusters/{campaign.Id}?page=100",
                $"/console/clusters/{campaign.Id}/decide?decision=Confirm",
                "/console?assignee=+nobody",
                "/console/account?id=big5000",
                "/console/search?q=big99",
                "/console/trends",
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
