using Azure;
using Azure.Data.Tables;
using Distill.Core.Clusters;
using Distill.Functions.Notifications;
using Distill.Functions.Retention;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Console;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Storage;

/// <summary>
/// Every row of the tables beside the verdicts has a value of another type in each of its properties, or none at all. Pages, lists, runs and
/// expiry go on without them, and the log names the rows.
/// </summary>
public sealed class DamagedTableTests(AzuriteFixture azurite)
{
    private static readonly string[] s_tables =
    [
        ActivityTable.Name,
        AllowTable.Name,
        DeskTable.Name,
        NoticeTable.Name,
        PortraitTable.Name,
        ResellerTable.Name,
    ];

    private static readonly Cluster s_cluster = Run.Cluster(1, 10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RowsWithValuesOfOtherTypes_OrWithout_StopNothing(bool without)
    {
        await using var before = await FilledAsync();
        foreach (var (table, row) in (await Stored.RowsAsync(before.Connection)).Where(r => s_tables.Contains(r.Table)))
        {
            foreach (var name in row.Keys.Except(["odata.etag", "Timestamp", "PartitionKey", "RowKey"]).ToArray())
            {
                if (without)
                {
                    row.Remove(name);
                }
                else
                {
                    row[name] = row[name] is bool ? "x" : true;
                }
            }

            await new TableClient(before.Connection, table).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
        }

        await using var instance = Start(before.Connection);
        await using var server = await ConsoleServer.StartAsync(instance);
        instance.Time.SetUtcNow(before.Time.GetUtcNow());
        string[] paths =
        [
            "allowlist",
            "resellers",
            "resellers/request?channel=reseller:rs_1",
            "clusters",
            $"clusters/{s_cluster.Id}",
            "verifications",
        ];
        foreach (var path in paths)
        {
            Assert.InRange((await ApiCall.GetAsync(instance, path)).Status, 200, 404);
        }

        foreach (
            var page in new[] { "", "/allowlist", "/decisions", "/trends", $"/clusters/{s_cluster.Id}", "/account?id=m001", "/search?q=203.0.113.7" }
        )
        {
            using var shown = await server.Client.GetAsync($"/console{page}");
            Assert.True((int)shown.StatusCode == 200, $"{page}: {shown.StatusCode}");
        }

        // A run, with a new call, publishes. Its review replaces the damaged one.
        var state = instance.Get<StateTable>();
        var published = (await state.ReadAsync(default)).Hour;
        await instance.IngestAsync("0", Some.Events([Call("late", minute: 300)], first: 500));
        await instance.CorrelateAsync();
        Assert.True((await state.ReadAsync(default)).Hour > published);
        Assert.Equal(200, (await ApiCall.GetAsync(instance, "resellers")).Status);
        await instance.Get<Notifier>().RunAsync([s_cluster, Run.Cluster(2, 10)], Run.First.Next, default);
        await instance.Get<EventExpiry>().RunAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
        Assert.Contains(instance.Logs.Bad, line => line.Id.Id == 109);
    }

    private async Task<Instance> FilledAsync()
    {
        var instance = Start(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events([.. Enumerable.Range(0, 12).Select(i => Call($"r{i}", minute: i))]));
        await instance.CorrelateAsync();
        var hour = (await instance.Get<StateTable>().ReadAsync(default)).Hour!.Value;
        await Run.SaveAsync(instance, hour.Next, Run.Verdicts(s_cluster), s_cluster);
        await instance.Get<PortraitTable>().SaveAsync(hour.Next, [ConsolePortrait.Of(s_cluster)], default);
        await instance.Get<Notifier>().RunAsync([s_cluster], hour.Next, default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
        var allowed = new
        {
            kind = "network",
            value = "203.0.113.0/24",
            action = "allow",
            by = "ana",
            why = "So.",
        };
        Assert.Equal(200, (await ApiCall.PostAsync(instance, "allowlist", allowed)).Status);
        var desk = instance.Get<DeskTable>();
        foreach (var kind in Enum.GetValues<DeskEntryKind>())
        {
            await desk.AddAsync(new DeskEntry(s_cluster.Id, $"{kind}", kind, "ana") { At = Some.Start, Text = "bob" }, default);
        }

        await desk.MarkSeenAsync("", Some.Start, default);
        var written = (await Stored.RowsAsync(instance.Connection)).Select(r => r.Table).ToHashSet();
        Assert.All(s_tables, t => Assert.Contains(t, written));
        return instance;
    }

    private static object Call(string account, double minute) =>
        new
        {
            type = "call",
            id = $"{account}/{minute}",
            time = Some.Start.AddMinutes(minute),
            account,
            model = "m-1",
            reseller = "rs_1",
            ip = "203.0.113.7",
        };

    private static Instance Start(string connection) =>
        new(
            connection,
            settings: new()
            {
                // Nobody listens there, so what is to be told stays.
                ["Distill:Notifications:Url"] = "http://127.0.0.1:9/",
                ["Distill:Notifications:Secret"] = $"whsec_{Convert.ToBase64String(new byte[32])}",
            }
        );
}
