using Distill.Contracts.Verdicts;
using static Distill.Functions.Tests.Newcomers.NewcomerCase;

namespace Distill.Functions.Tests.Newcomers;

/// <summary>The process that judges newcomers dies, or the one that correlates. What is said in the end is what would have been said.</summary>
public sealed class NewcomerCrashTests(AzuriteFixture azurite)
{
    /// <summary>Whichever write fails, before it took effect or after, the verdict is published once in the end.</summary>
    [Fact]
    public async Task ARunThatDies_IsRepeated_AndSaysItOnce()
    {
        var store = await FindOperatorAsync(azurite);
        await using (var one = Start(store))
        {
            await SendAsync(one, "new");
        }

        var deaths = 0;
        for (var at = 1; at <= 6; at++)
        {
            foreach (var afterwards in (bool[])[false, true])
            {
                await using var dying = Start(store, faults: new Faults(at, afterwards));
                try
                {
                    await JudgeAsync(dying);
                }
                catch (DiedException)
                {
                    deaths++;
                }
            }
        }

        await using var last = Start(store);
        await JudgeAsync(last);
        Assert.True(deaths > 0);
        Assert.Single((await LedgerAsync(last)).Provisional);
        Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(last, "new")).Level);
    }

    /// <summary>
    /// The run that confirms a provisional verdict dies at each of its last writes: before its index, between the index and its verdicts, and after
    /// both. Whoever judges then says the same, and nothing twice.
    /// </summary>
    [Fact]
    public async Task ARunThatDiesBetweenItsIndexAndItsVerdicts_ChangesNothing()
    {
        var counted = new Faults(int.MaxValue, afterwards: false);
        await using (var whole = Start(await FindOperatorAsync(azurite), faults: counted))
        {
            await SendAsync(whole, "new");
            counted.Forget(counted.Writes);
            await whole.CorrelateAsync();
        }

        var store = await FindOperatorAsync(azurite);
        await using (var one = Start(store))
        {
            await SendAsync(one, "new");
            await JudgeAsync(one);
        }

        var deaths = 0;
        for (var at = counted.Writes - 5; at <= counted.Writes; at++)
        {
            await using (var dying = Start(store, faults: new Faults(at, afterwards: at % 2 == 0)))
            {
                try
                {
                    await dying.CorrelateAsync();
                }
                catch (DiedException)
                {
                    deaths++;
                }
            }

            await using var judge = Start(store);
            await JudgeAsync(judge);
            Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(judge, "new")).Level);
            Assert.Single((await LedgerAsync(judge)).Provisional);
        }

        await using var last = Start(store);
        await last.CorrelateAsync();
        await JudgeAsync(last);
        Assert.True(deaths > 0);
        Assert.Equal("own_link", (await VerdictAsync(last, "new")).Signal);
        Assert.Single((await LedgerAsync(last)).Provisional);
    }
}
