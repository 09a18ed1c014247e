using Distill.Functions.Publishing;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Api;

/// <summary>What is said to those for whom it takes too long: why, and when to come again.</summary>
public sealed class BusyTests(AzuriteFixture azurite)
{
    private static readonly object s_block = new
    {
        action = "block",
        by = "ana",
        why = "So.",
    };

    [Fact]
    public async Task WhoWaitsTooLongForOtherDecisions_IsToldToSendAgain()
    {
        await using var before = await PublishedAsync();
        var slow = new HoldAt(1);
        await using var instance = new Instance(before.Connection, slow);
        var first = ApiCall.PostAsync(instance, "accounts/m001/overrides", s_block);
        await slow.Reached;

        var answer = await Hang.AnswerAsync(instance, ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block));

        Assert.Equal((409, "busy", "1"), (answer.Status, answer.Code, answer.Headers.RetryAfter.ToString()));
        slow.LetGo();
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block)).Status);
    }

    [Fact]
    public async Task ChangesWhileTheStorageIsAway_DoNotSayThatTheInstanceHasJustStarted()
    {
        await using var before = await PublishedAsync();
        var storage = new Hang();
        await using var instance = new Instance(before.Connection, storage);
        await instance.Get<ViewFollower>().ReadAsync(default);
        storage.IsOn = true;
        instance.Time.Advance(TimeSpan.FromHours(1));

        var answer = await Hang.AnswerAsync(instance, ApiCall.GetAsync(instance, "verdicts/changes"));

        storage.IsOn = false;
        Assert.Equal((503, "storage_unavailable", "5"), (answer.Status, answer.Code, answer.Headers.RetryAfter.ToString()));
    }

    private async Task<Instance> PublishedAsync()
    {
        var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("x")]);
        return instance;
    }
}
