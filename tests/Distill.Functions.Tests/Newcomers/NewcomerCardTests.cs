using Distill.Contracts.Verdicts;
using Distill.Functions.Publishing;
using static Distill.Functions.Tests.Newcomers.NewcomerCase;

namespace Distill.Functions.Tests.Newcomers;

/// <summary>
/// Three new accounts are on a card that no run has seen. One has a device of the operator; the others have its framings and nothing else. A fourth
/// has its framings, and a card of its own.
/// </summary>
public sealed class NewcomerCardTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("abcd")]
    [InlineData("bcda")]
    [InlineData("db|a|c")]
    [InlineData("b|!a|!c|d")]
    public async Task OneAccountWithMarks_AccusesThoseOnItsCard_InAnyOrder_AndAfterARestart(string order)
    {
        var store = await FindOperatorAsync(azurite);
        var instance = Start(store);
        try
        {
            // After a bar comes a run, after a mark of exclamation another process.
            foreach (var step in order)
            {
                if (step == '|')
                {
                    await JudgeAsync(instance);
                }
                else if (step == '!')
                {
                    await instance.DisposeAsync();
                    instance = Start(store);
                }
                else
                {
                    await SendAsync(
                        instance,
                        $"{step}",
                        card: step == 'd' ? "pm_own" : "pm_fresh",
                        device: step == 'a' ? null : $"dv_{step}",
                        first: 5_000_000 + (1000 * step)
                    );
                }
            }

            await JudgeAsync(instance);
            await JudgeAsync(instance);

            var provisional = (await LedgerAsync(instance)).Provisional;
            Assert.Equal(["a", "b", "c"], provisional.Select(p => p.Account.Value).Order(StringComparer.Ordinal));
            Assert.Contains("the card of another new account", provisional.Single(p => p.Account == Some.Account("b")).Reasons[1].Detail);
            Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(instance, "d")).Level);
        }
        finally
        {
            await instance.DisposeAsync();
        }
    }

    /// <summary>An analyst says that the account with marks is honest. Then its card says nothing against the next one on it.</summary>
    [Fact]
    public async Task AnAccountThatAnAnalystAllows_AccusesNobody()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);
        await SendAsync(one, "a", card: "pm_fresh");
        await JudgeAsync(one);
        Assert.Single((await LedgerAsync(one)).Provisional);

        await one.Get<AnalystDecisions>().OverrideAsync(Allow("a"), null, default);
        await SendAsync(one, "b", card: "pm_fresh", device: "dv_b", first: 5_100_000);
        await JudgeAsync(one);

        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "b")).Level);
    }
}
