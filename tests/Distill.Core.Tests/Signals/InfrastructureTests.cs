using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class InfrastructureTests
{
    [Fact]
    public void FourCardsSharedByFiveEach_AreEvidence()
    {
        var group = Group(i => $"card{i / 5}");

        var evidence = Assert.Single(Measure(group), e => e.Signal == "shared_payment_card");
        Assert.True(evidence.LogLikelihoodRatio > 15, evidence.Detail);
    }

    [Fact]
    public void OneCardOfATeam_IsNone() => Assert.DoesNotContain(Measure(Group(_ => "team card")), e => e.Signal == "shared_payment_card");

    [Fact]
    public void CardsOfCompaniesInTheOpen_AreNone() => Assert.Empty(Measure(Group(i => $"card{i / 5}", i => $"company{i / 5}.example")));

    [Fact]
    public void CardsThatLieAcrossMailDomains_AreEvidence() =>
        Assert.Contains(Measure(Group(i => $"card{i / 5}", i => $"own{i % 4}.example")), e => e.Signal == "shared_payment_card");

    [Fact]
    public void CardOfEachAccountsOwn_IsNone() => Assert.DoesNotContain(Measure(Group(i => $"card{i}")), e => e.Signal == "shared_payment_card");

    [Fact]
    public void NetworkThatEveryoneUses_IsNone()
    {
        var profiles = Enumerable.Range(0, 200).Select(i => Some.Profile([Some.Call($"a{i:000}")], Some.Record($"a{i:000}"))).ToArray();

        Assert.DoesNotContain(Measure(new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles))), e => e.Signal is "shared_network");
    }

    private static IReadOnlyList<Evidence> Measure(AccountGroup group) => SharedInfrastructure.Measure(group, new TraitCounts().Count(group.Members));

    // 20 accounts with the given cards and mail domains, among 200.
    private static AccountGroup Group(Func<int, string> card, Func<int, string>? domain = null)
    {
        var profiles = Enumerable
            .Range(0, 200)
            .Select(i =>
                Some.Profile(
                    [Some.Call($"a{i:000}", ip: $"10.{i}.0.1")],
                    Some.Record($"a{i:000}", payment: i < 20 ? card(i) : null, domain: i < 20 ? domain?.Invoke(i) : null)
                )
            )
            .ToArray();
        return new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles));
    }
}
