using Distill.Functions.Correlation;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;
using static Distill.Functions.Tests.Publishing.SilentStore;

namespace Distill.Functions.Tests.Publishing;

/// <summary>Decisions outlive the verdict that they were made on, and their end is heard once.</summary>
public sealed class DecisionEndTests(AzuriteFixture azurite)
{
    /// <summary>A decision holds until it ends, even after the correlation's verdict has ended. Then nothing is left.</summary>
    [Fact]
    public async Task ADecision_OutlivesTheVerdictItWasMadeOn()
    {
        await using var instance = await StartAsync(azurite, Run.Cluster(1, 8));
        var (confirm, block) = ("clusters/" + Run.Id(1) + "/decisions", "accounts/s0/overrides");
        var expires = instance.Time.GetUtcNow().AddDays(1);
        Assert.Equal(
            200,
            (
                await ApiCall.PostAsync(
                    instance,
                    confirm,
                    new
                    {
                        decision = "confirm",
                        by = "ana",
                        why = "So.",
                        expires,
                    }
                )
            ).Status
        );
        Assert.Equal(
            200,
            (
                await ApiCall.PostAsync(
                    instance,
                    block,
                    new
                    {
                        action = "block",
                        why = "Known.",
                        expires,
                    }
                )
            ).Status
        );

        await instance.Get<VerdictRemover>().EndAsync([Some.Account("m003"), Some.Account("s0"), Some.Account("s1")], default);

        await using var other = new Instance(instance.Connection);
        await other.Get<ViewFollower>().ReadAsync(default);
        await instance.Get<ViewFollower>().ReadAsync(default);
        foreach (var one in new[] { instance, other })
        {
            Assert.Equal(
                ["confirmed block", "not_assessed block", "not_assessed allow"],
                [await VerdictAsync(one, "m003"), await VerdictAsync(one, "s0"), await VerdictAsync(one, "s1")]
            );
        }

        other.Time.SetUtcNow(expires);
        await other.Get<DecisionPublisher>().SettleAsync(await other.Get<ViewFollower>().ReadAsync(default), default);
        await instance.Get<ViewFollower>().ReadAsync(default);

        // Silence does not end a suspect's verdict. Its term does, in the correlation.
        Assert.Equal(["suspect verify", "not_assessed allow"], [await VerdictAsync(instance, "m003"), await VerdictAsync(instance, "s0")]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatEndsWhileItsSettlerDies_IsHeardOnce(bool afterwards)
    {
        for (var at = 1; at <= 2; at++)
        {
            await using var instance = await StartAsync(azurite, Run.Cluster(1, 8));
            var expires = instance.Time.GetUtcNow().AddHours(1);
            await ApiCall.PostAsync(
                instance,
                $"clusters/{Run.Id(1)}/decisions",
                new
                {
                    decision = "dismiss",
                    by = "ana",
                    why = "A class.",
                    expires,
                }
            );
            await ApiCall.PostAsync(
                instance,
                "accounts/s0/overrides",
                new
                {
                    action = "allow",
                    why = "Ours.",
                    expires,
                }
            );
            await using var follower = new Reader(instance.Connection, new Random(at), [2]);
            await follower.CatchUpAsync();

            foreach (var faults in new[] { new Faults(at, afterwards), null, null })
            {
                await using var settling = new Instance(instance.Connection, faults);
                settling.Time.SetUtcNow(expires);
                var died = await Record.ExceptionAsync(() => settling.Get<CorrelationRun>().CatchUpAsync(default));
                Assert.Equal(faults is not null, died is DiedException);
            }

            await follower.SeeAsync();
            await AssertAgreesAsync(follower, instance.Connection);
            Assert.Equal(["clear 0 allow", "clear 0 allow"], follower.Heard["s0"].Select(l => string.Join(' ', l.Split(' ')[..3])));
            Assert.Equal(["clear 0 allow", "suspect 80 verify"], follower.Heard["m003"].Select(l => string.Join(' ', l.Split(' ')[..3])));
        }
    }
}
