using Azure.Core;
using Azure.Core.Pipeline;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>A request takes effect once, however often it is sent and whatever others do meanwhile.</summary>
public sealed class DecisionRepeatTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task ARequestSentAgainUnderItsKey_TakesEffectOnce()
    {
        await using var instance = await StartAsync(azurite);
        var body = new
        {
            decision = "dismiss",
            by = "ana",
            why = "A class.",
        };

        var first = await DecideAsync(instance, body, ("Idempotency-Key", "k-1"));
        instance.Time.Advance(TimeSpan.FromMinutes(1));
        await using var other = new Instance(instance.Connection);
        var again = await DecideAsync(other, body, ("Idempotency-Key", "k-1"));
        var reused = await DecideAsync(
            other,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "A class.",
            },
            ("Idempotency-Key", "k-1")
        );
        var set = await OverrideAsync(other, "m003", new { action = "allow", why = "Ours." }, ("Idempotency-Key", "k-1"));
        var setAgain = await OverrideAsync(instance, "m003", new { action = "allow", why = "Ours." }, ("Idempotency-Key", "k-1"));
        var setReused = await OverrideAsync(instance, "m004", new { action = "allow", why = "Ours." }, ("Idempotency-Key", "k-1"));

        Assert.Equal(first.Text, again.Text);
        Assert.Equal((422, "idempotency_key_reused"), (reused.Status, reused.Code));
        Assert.Equal(set.Text, setAgain.Text);
        Assert.Equal(422, setReused.Status);
        Assert.Equal(
            2,
            (await Stored.RowsAsync(instance.Connection, StateTable.Name)).Count(r => r.Row.RowKey.StartsWith("decision-", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADecisionWhoseWriterDies_CanBeSentAgain(bool afterwards)
    {
        for (var at = 1; at <= 2; at++)
        {
            await using var instance = await StartAsync(azurite);
            var cursor = await CaughtUpAsync(instance);
            await using var dying = new Instance(instance.Connection, new Faults(at, afterwards));
            var body = new
            {
                decision = "confirm",
                by = "ana",
                why = "So.",
            };
            await Assert.ThrowsAsync<DiedException>(() => DecideAsync(dying, body, ("Idempotency-Key", "k")));

            Assert.Equal(200, (await DecideAsync(instance, body, ("Idempotency-Key", "k"))).Status);

            Assert.Equal(12, (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").GetArrayLength());
        }
    }

    [Fact]
    public async Task ManyDecidingAtOnce_AllTakeEffect()
    {
        await using var instance = await StartAsync(azurite, new() { ["Distill:Verdicts:PublishAttempts"] = "50" });
        await using var other = new Instance(instance.Connection, settings: new() { ["Distill:Verdicts:PublishAttempts"] = "50" });
        var cursor = await CaughtUpAsync(instance);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => OverrideAsync(i % 2 == 0 ? instance : other, $"m{i:d3}", new { action = "block", why = "All." }))
        );

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        await instance.Get<ViewFollower>().ReadAsync(default);
        var changes = (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").EnumerateArray();
        Assert.Equal(TheCluster.Accounts.Select(a => a.Value), changes.Select(c => c.GetProperty("account").GetString()!).Order());
    }

    /// <summary>If others are faster at each attempt, the caller is told, and nothing was decided.</summary>
    [Fact]
    public async Task WhoIsNeverFastEnough_IsToldToSendAgain()
    {
        await using var first = await StartAsync(azurite);
        var overtaken = new Overtaken(() => OverrideAsync(first, "other", new { action = "block", why = "So." }));
        await using var instance = new Instance(first.Connection, overtaken, new() { ["Distill:Verdicts:PublishAttempts"] = "2" });

        var decided = await DecideAsync(
            instance,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "So.",
            }
        );

        Assert.Equal((409, "busy"), (decided.Status, decided.Code));
        Assert.Equal(2, overtaken.Times);
        Assert.Equal("suspect verify", await VerdictAsync(first, "m003"));
    }

    /// <summary>Lets somebody else publish before each of its commits.</summary>
    private sealed class Overtaken(Func<Task> publish) : HttpPipelinePolicy
    {
        public int Times { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Content is { } content)
            {
                using var body = new MemoryStream();
                await content.WriteToAsync(body, default);
                if (System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains("/state(", StringComparison.Ordinal))
                {
                    Times++;
                    await publish();
                }
            }

            await ProcessNextAsync(message, pipeline);
        }
    }
}
