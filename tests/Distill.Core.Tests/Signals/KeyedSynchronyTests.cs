using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class KeyedSynchronyTests
{
    [Fact]
    public void AccountsThatCallInTheSameMinuteFromOneNetwork_AreSynchronous()
    {
        var random = new Random(3);
        var minutes = Enumerable.Range(0, 40).Select(_ => random.Next(5 * 1440)).ToArray();

        var evidence = KeyedSynchrony.Measure(Group((_, n) => minutes[n]));

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 20, evidence.Detail);
    }

    [Fact]
    public void AccountsThatShareANetworkOnly_AreNot()
    {
        var random = new Random(4);

        Assert.Null(KeyedSynchrony.Measure(Group((_, _) => random.Next(1440))));
    }

    private static AccountGroup Group(Func<int, int, int> minute)
    {
        var profiles = Enumerable
            .Range(0, 10)
            .Select(a =>
                Some.Profile(Enumerable.Range(0, 40).Select(n => Some.Call($"a{a}", id: $"{a}/{n}", time: Some.Time.AddMinutes(minute(a, n)))))
            )
            .ToArray();
        return new AccountGroup(profiles, PopulationBaseline.Of(profiles));
    }
}
