using System.Text.Json;
using Distill.Client.Calls;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Contracts.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.Calls;

public sealed class ReportedRefusalsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 10, 10, 0, TimeSpan.Zero);

    [Fact]
    public void Refusal_IsWorthAReport_OnceAnHourForEachAccountAndAction()
    {
        var refusals = new ReportedRefusals();

        Assert.True(refusals.TryAdd("a", VerdictAction.Block, s_now));
        Assert.False(refusals.TryAdd("a", VerdictAction.Block, s_now.AddMinutes(49)));
        Assert.True(refusals.TryAdd("a", VerdictAction.Throttle, s_now));
        Assert.True(refusals.TryAdd("b", VerdictAction.Block, s_now));
        Assert.True(refusals.TryAdd("a", VerdictAction.Block, s_now.AddMinutes(50)));
    }

    [Fact]
    public void SoManyAccounts_AreRememberedInAnHour_AndNoMore()
    {
        var refusals = new ReportedRefusals();

        Assert.Equal(100_000, Enumerable.Range(0, 100_500).Count(i => refusals.TryAdd($"a{i}", VerdictAction.Block, s_now)));
        Assert.True(refusals.TryAdd("a100499", VerdictAction.Block, s_now.AddHours(1)));
    }

    /// <summary>However often an account knocks, one report shows that it is alive.</summary>
    [Fact]
    public async Task Refusals_GoOnce_ForEachAccountAndAction()
    {
        await using var service = await FakeService.StartAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 10, 10, 0, TimeSpan.Zero));
        var publisher = new CallPublisher(new() { Address = service.Address }, clock: clock);

        Assert.True(publisher.PublishRefusal("a", VerdictAction.Block));
        Assert.False(publisher.PublishRefusal("a", VerdictAction.Block));
        Assert.True(publisher.PublishRefusal("a", VerdictAction.Verify));
        Assert.True(publisher.PublishRefusal("b", VerdictAction.Block));
        Assert.False(publisher.PublishRefusal("", VerdictAction.Block));
        await publisher.DisposeAsync();

        Assert.Equal((4, 3, 1), (publisher.Calls.Published, publisher.Calls.Sent, publisher.Calls.Rejected));
        Assert.Equal(
            ["a block 10:10", "a verify 10:10", "b block 10:10"],
            service
                .Events.SelectMany(body => JsonDocument.Parse(body).RootElement.EnumerateArray())
                .Select(e => $"{e.GetProperty("account")} {e.GetProperty("action")} {e.GetProperty("time").GetDateTimeOffset():HH:mm}")
        );
    }

    /// <summary>A writer that wrote a report may write a call next. It must seal that call's features.</summary>
    [Fact]
    public async Task CallAfterARefusal_IsSealed()
    {
        await using var service = await FakeService.StartAsync();
        var keys = KeyRing.Of(new byte[KeyRing.MinBytes]).ForClients();
        var publisher = new CallPublisher(new() { Address = service.Address }, new() { FeatureKeys = keys.Export() });

        Assert.True(publisher.PublishRefusal("a", VerdictAction.Block));
        Assert.True(
            publisher.Publish(
                new()
                {
                    Id = "1",
                    Account = "a",
                    Model = "m",
                },
                "Write a poem about the sea and its ships."
            )
        );
        await publisher.DisposeAsync();

        var calls = service.Events.SelectMany(body => JsonDocument.Parse(body).RootElement.EnumerateArray());
        var features = Assert.Single(calls, e => e.TryGetProperty("promptFeatures", out _)).GetProperty("promptFeatures");
        Assert.Equal(PromptFeatures.SealedVersion, features.GetProperty("v").GetInt32());
    }
}
