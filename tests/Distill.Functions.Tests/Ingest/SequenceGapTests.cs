using Distill.Functions.Batches;
using Distill.Functions.Ingest;
using Distill.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests.Ingest;

/// <summary>Events that the hub numbered and that did not come are noticed. What only looks like that is not called so.</summary>
public sealed class SequenceGapTests(AzuriteFixture azurite)
{
    private const int EventsMissed = 114;

    [Theory]
    [InlineData(null, "5 6 7", "")]
    [InlineData(4L, "5 6 7", "")]
    [InlineData(3L, "5 6 7", "4-4:1")]
    [InlineData(-1L, "0 1", "")]
    [InlineData(4L, "5 9 10 300", "6-8:3 11-299:289")]
    [InlineData(7L, "5 6 7 8", "")]
    [InlineData(100L, "5 6 7 8", "")]
    [InlineData(4L, "5 6 5 6 7", "")]
    [InlineData(4L, "5 -9 7", "")]
    [InlineData(4L, "-9 6", "")]
    [InlineData(4L, "5 -9 9", "6-8:2")]
    [InlineData(4L, "-9 -8", "")]
    public void Find_NamesWhatDidNotCome(long? last, string numbers, string gaps) =>
        Assert.Equal(gaps, string.Join(' ', SequenceGap.Find(last, Numbered(numbers)).Select(g => $"{g.First}-{g.Last}:{g.Missing}")));

    [Theory]
    [InlineData("5 6 7", 7)]
    [InlineData("5 -9 -8", 7)]
    [InlineData("-9 5", 5)]
    [InlineData("-9 -8", -1)]
    public void ALastNumberThatCantBeRead_FollowsFromThoseBefore(string numbers, long last) =>
        Assert.Equal(last, new EventBatch(new HubPartition("0"), Numbered(numbers)).LastNumber);

    [Fact]
    public async Task AGapBetweenBatchesOrInOne_IsToldOnce()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await IngestAsync(instance, "0 1 2");
        await IngestAsync(instance, "5 6 9");
        Assert.Equal(
            [
                "Partition 3: 2 events of 3 to 4 did not come, and could not be read again.",
                "Partition 3: 2 events of 7 to 8 did not come, and could not be read again.",
            ],
            Told(instance)
        );

        await IngestAsync(instance, "5 6 9");
        await IngestAsync(instance, "10");

        Assert.Equal(2, Told(instance).Length);
    }

    [Fact]
    public async Task AFirstBatch_HasNoGapBeforeIt()
    {
        await using var instance = new Instance(azurite.NewAccount());

        await IngestAsync(instance, "7000 7001");

        Assert.Empty(Told(instance));
    }

    [Fact]
    public async Task WhatAnotherInstanceTook_IsNoGap()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var other = new Instance(instance.Connection);
        await IngestAsync(instance, "0 1");
        await IngestAsync(other, "2 3");

        await IngestAsync(instance, "4 5");
        await IngestAsync(other, "9");

        Assert.Empty(Told(instance));
        Assert.Equal(["Partition 3: 3 events of 6 to 8 did not come, and could not be read again."], Told(other));
    }

    [Fact]
    public async Task AReplayFromTheBeginning_IsNoGap()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await IngestAsync(instance, "0 1 2 3");
        await using var other = new Instance(instance.Connection);

        await IngestAsync(other, "0 1");
        await IngestAsync(other, "2 3");
        await IngestAsync(other, "4");

        Assert.Empty(Told(other));
    }

    [Fact]
    public async Task ABatchThatWasGivenUp_IsNoGap_ButOneBeforeItIsTold()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await IngestAsync(instance, "0 1");
        await using var weak = new Instance(instance.Connection, new Outage(1), new() { ["Distill:Ingest:Patience"] = "00:00:00" });
        await weak.Get<LastAttempt>().SaveAsync(weak.Get<BatchReader>().Read(new HubPartition("3"), Numbered("4 5")), default);

        await IngestAsync(instance, "6 7");

        Assert.Equal(["Partition 3: 2 events of 2 to 3 did not come, and could not be read again."], Told(weak));
        Assert.Empty(Told(instance));
        var progress = Assert.Single(await instance.Get<ProgressTable>().ReadPartitionsAsync(default));
        Assert.Equal(7, progress.LastSequence);
    }

    [Fact]
    public async Task ABatchThatIsTriedAgain_TellsItsGapOnce()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await IngestAsync(instance, "0 1");
        await using var weak = new Instance(instance.Connection, new Outage(1));

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => IngestAsync(weak, "5"));
        await IngestAsync(weak, "5");

        Assert.Single(Told(weak));
    }

    [Fact]
    public async Task EventsOverHttp_HaveNoGaps()
    {
        await using var instance = new Instance(azurite.NewAccount());
        foreach (var id in new[] { "a", "b" })
        {
            var sent = HubEvent.Unnumbered(0, instance.Time.GetUtcNow(), Some.Events([Some.Call(id: id)])[0].Body);
            await instance.Get<BatchWriter>().SaveSentAsync(instance.Get<BatchReader>().Read(HubPartition.Http, [sent]), default);
        }

        Assert.Empty(Told(instance));
    }

    private static string[] Told(Instance instance)
    {
        string[] told =
        [
            .. instance.Logs.Texts.Where(t => t.Contains("could not be read again", StringComparison.Ordinal)).Select(t => $"{t.Split('.')[0]}."),
        ];
        Assert.Equal(told.Length, instance.Logs.Bad.Count(l => l is { Id.Id: EventsMissed, Level: LogLevel.Warning }));
        return told;
    }

    private static Task IngestAsync(Instance instance, string numbers) => instance.IngestAsync("3", Numbered(numbers));

    private static HubEvent[] Numbered(string numbers) =>
        [.. numbers.Split(' ').Select(n => long.Parse(n, null)).Select(n => Some.Events([Some.Call(id: $"{n}")], n)[0])];
}
