using Distill.Functions.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>An override wins until it ends.</summary>
public sealed class OverrideApiTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnOverride_WinsUntilItEnds_AlsoForAnAccountNeverSeen()
    {
        await using var instance = await StartAsync(azurite);
        await DecideAsync(
            instance,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "So.",
            }
        );

        await OverrideAsync(
            instance,
            "m003",
            new
            {
                action = "allow",
                why = "Ours.",
                expires = instance.Time.GetUtcNow().AddHours(2),
            }
        );
        await OverrideAsync(
            instance,
            "new%2F1",
            new
            {
                action = "block",
                why = "Known.",
                by = "bo",
                expires = instance.Time.GetUtcNow().AddHours(2),
            }
        );

        Assert.Equal("suspect allow", await VerdictAsync(instance, "m003"));
        Assert.Equal("not_assessed block", await VerdictAsync(instance, "new%2F1"));
        Assert.Contains(
            "Blocked by hand by bo until 2026-05-01 02:00 UTC: Known.",
            (await ApiCall.GetAsync(instance, "verdicts/new%2F1")).Text,
            StringComparison.Ordinal
        );
        await using var other = new Instance(instance.Connection);
        Assert.Equal("not_assessed block", await VerdictAsync(other, "new%2F1"));
        await other.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("not_assessed block", await VerdictAsync(other, "new%2F1"));

        // A run also settles decisions that have ended.
        await instance.CorrelateAsync();
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("confirmed block", await VerdictAsync(instance, "m003"));
        Assert.Equal("not_assessed allow", await VerdictAsync(instance, "new%2F1"));
    }

    [Fact]
    public async Task NobodyMayKeepAVerdict_LongerThanItStands()
    {
        await using var instance = await StartAsync(azurite);
        await OverrideAsync(
            instance,
            "m003",
            new
            {
                action = "allow",
                why = "Ours.",
                expires = instance.Time.GetUtcNow().AddSeconds(4),
            }
        );

        Assert.Equal("private, max-age=4", (await ApiCall.GetAsync(instance, "verdicts/m003")).Headers.CacheControl);
    }
}
