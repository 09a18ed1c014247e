using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class SignUpBurstTests
{
    [Fact]
    public void TwentyAccountsInADay_AreABurst()
    {
        var evidence = SignUpBurst.Measure(Group(i => Some.Time.AddMinutes(50 * i)));

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 20, evidence.Detail);
    }

    [Fact]
    public void AccountsOpenedOverAYear_AreNone() => Assert.Null(SignUpBurst.Measure(Group(i => Some.Time.AddDays(-i * 17))));

    [Fact]
    public void LaunchDayOnWhichEveryoneSignsUp_IsNone()
    {
        var profiles = Enumerable
            .Range(0, 300)
            .Select(i => Some.Profile([Some.Call($"a{i:000}")], Some.Record($"a{i:000}", Some.Time.AddMinutes(i))))
            .ToArray();

        Assert.Null(SignUpBurst.Measure(new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles))));
    }

    [Fact]
    public void OfTwoBursts_TheOneInWhichFewOthersSignedUpIsTold_ThoughItCameLater()
    {
        // Ten members are opened among a crowd of two hundred. Ten more are opened a month later, when no other account is.
        var profiles = Enumerable
            .Range(0, 300)
            .Select(i =>
                Some.Profile(
                    [Some.Call($"a{i:000}")],
                    Some.Record(
                        $"a{i:000}",
                        i is >= 10 and < 20 ? Some.Time.AddDays(30).AddMinutes(i)
                            : i < 220 ? Some.Time.AddMinutes(i)
                            : Some.Time.AddDays(-i)
                    )
                )
            )
            .ToArray();

        var evidence = SignUpBurst.Measure(new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles)));

        Assert.NotNull(evidence);
        Assert.Contains(
            $"10 of 20 customers opened their first account within three days from {Some.Time.AddDays(30).AddMinutes(10):yyyy-MM-dd HH:mm} UTC",
            evidence.Detail,
            StringComparison.Ordinal
        );
    }

    /// <summary>Twenty accounts are opened in a day, with ten calls each. To hide them, 180 more are opened, with one call each.</summary>
    [Fact]
    public void CrowdOpenedInTheSameDays_HidesNoBurst()
    {
        var profiles = Enumerable
            .Range(0, 300)
            .Select(i =>
                Some.Profile(
                    Enumerable.Range(0, i is >= 20 and < 200 ? 1 : 10).Select(n => Some.Call($"a{i:000}", id: $"{i}/{n}")),
                    Some.Record($"a{i:000}", i < 200 ? Some.Time.AddMinutes(i) : Some.Time.AddDays(-i), i is >= 20 and < 200 ? "" : null)
                )
            )
            .ToArray();

        var evidence = SignUpBurst.Measure(new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles)));

        Assert.NotNull(evidence);
        Assert.Contains("20 of 20 established customers", evidence.Detail, StringComparison.Ordinal);
    }

    /// <summary>Four teams that each open five accounts in a day are four births, whenever that is.</summary>
    [Fact]
    public void TeamsThatOpenTheirAccountsInADay_AreNone() =>
        Assert.Null(SignUpBurst.Measure(Group(i => Some.Time.AddMinutes(50 * i), i => $"card{i / 5}")));

    private static AccountGroup Group(Func<int, DateTimeOffset> created, Func<int, string>? card = null)
    {
        var profiles = Enumerable
            .Range(0, 300)
            .Select(i =>
                Some.Profile(
                    [Some.Call($"a{i:000}")],
                    Some.Record($"a{i:000}", i < 20 ? created(i) : Some.Time.AddDays(-i), i < 20 ? card?.Invoke(i) : null)
                )
            )
            .ToArray();
        return new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles));
    }
}
