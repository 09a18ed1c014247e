using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Functions.Retention;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Storage;

/// <summary>Any id of 1 to 256 characters counts, whatever its characters are.</summary>
public sealed class LongIdTests(AzuriteFixture azurite)
{
    public static TheoryData<string> Ids { get; } =
    [
        new string('é', 95),
        new string('é', 103),
        new string('é', 140),
        new string('é', 256),
        string.Concat(Enumerable.Repeat("😀", 60)),
        string.Concat(Enumerable.Repeat("😀", 128)),
        new string('a', 256),
        new string('/', 255) + "-",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EverythingIsKeptAndFound(string id)
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await instance.IngestAsync(
            "0",
            Some.Events([Some.Call(id), Some.Record(id), Some.Ban(id), Some.Refusal(id, 1), Some.Verification(id, 2), Some.Call("other", "2")])
        );
        Assert.Empty(await Stored.RowsAsync(store, DeadLetterTable.Name));
        await instance.CorrelateAsync();

        var (verdicts, _) = await instance.Get<AccountVerdictTable>().ReadAsync(new PublishedAsOf(Hour.Of(Some.Start)), default);
        Assert.Equal([id, "other"], verdicts.Keys.Select(a => a.Value).Order(StringComparer.Ordinal).OrderBy(a => a == "other"));
        Assert.Equal(id, Assert.Single(await instance.Get<FactTable>().ReadVerificationsAsync(default)).Account.Value);
        Assert.Equal(1, await instance.Get<FactTable>().CountRefusedDaysAsync(Some.Account(id), Some.Start.AddDays(2), default));
        using var population = new Population();
        await foreach (var row in instance.Get<FactTable>().ReadAsync(null, default))
        {
            FactRow.AddTo(population, row);
        }

        var day = DateOnly.FromDateTime(Some.Start.UtcDateTime);
        Assert.Contains(Some.Account(id), await instance.Get<WindowTable>().ReadAccountsAsync(day, default));

        var path = "verdicts?account=" + Uri.EscapeDataString(id);
        Assert.Equal("not_assessed", (await ApiCall.GetAsync(instance, path)).Json.GetProperty("level").GetString());
        Assert.Equal(
            200,
            (
                await ApiCall.PostAsync(
                    instance,
                    $"accounts/{Uri.EscapeDataString(id)}/overrides",
                    new
                    {
                        action = "block",
                        by = "ana",
                        why = "So.",
                    }
                )
            ).Status
        );
        Assert.Equal("block", (await ApiCall.GetAsync(instance, path)).Json.GetProperty("action").GetString());
        await using var next = new Instance(store);
        Assert.Equal("block", (await ApiCall.GetAsync(next, path)).Json.GetProperty("action").GetString());

        // A second event finds the first window, and the retention finds the silent account.
        await next.IngestAsync("0", Some.Events([Some.Call(id, "3", 5)], 10));
        Assert.Equal(2, (await Stored.RowsAsync(store, "windows")).Count);
        Assert.Equal(2, await next.Get<SilentAccounts>().EndVerdictsAsync(day.AddDays(1), default));
    }
}
