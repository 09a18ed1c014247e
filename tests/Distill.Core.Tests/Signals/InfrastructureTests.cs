using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class InfrastructureTests
{
    [Fact]
    public void FourCardsSharedByFiveEach_AreEvidence_IfDevicesTieThem()
    {
        // Each device is on two cards.
        var group = Group(i => $"card{i / 5}", device: i => $"device{(i + 3) / 5 * 5 + (i % 2)}");

        var evidence = Assert.Single(Measure(group), e => e.Signal == "shared_payment_card");
        Assert.True(evidence.LogLikelihoodRatio > 15, evidence.Detail);
        Assert.Contains("4 of 4 customers", evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void CardsOfUnrelatedTeams_AreNone() => Assert.Empty(Measure(Group(i => $"card{i / 5}")));

    [Fact]
    public void DevicesInsideTeams_AreNone() => Assert.Empty(Measure(Group(i => $"card{i / 5}", device: i => $"device{i / 5}/{i % 2}")));

    [Fact]
    public void NetworksOfTwoPlacesThatTeamsShare_AreNone() => Assert.Empty(Measure(Group(i => $"card{i / 5}", ip: i => $"192.0.{i % 2}.1")));

    /// <summary>Homes in one street tie a few people of four teams. An operator's accounts also come in by many clouds.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(5, true)]
    public void NetworksThatTieAFewAccounts_AreEvidence_IfCustomersBuyInManyPlaces(int clouds, bool isEvidence)
    {
        var group = Group(
            i => $"card{i / 5}",
            ip: i => i is 0 or 5 or 1 or 10 or 6 or 15 ? $"192.0.{(i is 0 or 5 ? 1 : i is 1 or 10 ? 2 : 3)}.1" : $"10.{i}.0.1",
            cloud: i => $"cloud{Math.Min(i % 5, clouds - 1)}"
        );

        Assert.Equal(isEvidence, Measure(group).Any(e => e.Signal == "shared_payment_card"));
    }

    [Fact]
    public void OneCardOfATeam_IsNone() => Assert.DoesNotContain(Measure(Group(_ => "team card")), e => e.Signal == "shared_payment_card");

    [Fact]
    public void CardsOfCompaniesInTheOpen_AreNone() => Assert.Empty(Measure(Group(i => $"card{i / 5}", i => $"company{i / 5}.example")));

    [Fact]
    public void CardOfEachAccountsOwn_IsNone() => Assert.DoesNotContain(Measure(Group(i => $"card{i}")), e => e.Signal == "shared_payment_card");

    [Fact]
    public void NetworkThatEveryoneUses_IsNone()
    {
        var profiles = Enumerable.Range(0, 200).Select(i => Some.Profile([Some.Call($"a{i:000}")], Some.Record($"a{i:000}"))).ToArray();

        Assert.DoesNotContain(Measure(new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles))), e => e.Signal is "shared_network");
    }

    private static IReadOnlyList<Evidence> Measure(AccountGroup group) => SharedInfrastructure.Measure(group);

    // 20 accounts with the given cards and mail domains, among 200.
    private static AccountGroup Group(
        Func<int, string> card,
        Func<int, string>? domain = null,
        Func<int, string>? device = null,
        Func<int, string>? ip = null,
        Func<int, string>? cloud = null
    )
    {
        var profiles = Enumerable
            .Range(0, 200)
            .Select(i =>
                Some.Profile(
                    [
                        Some.Call($"a{i:000}", ip: (i < 20 ? ip?.Invoke(i) : null) ?? $"10.{i}.0.1") with
                        {
                            Platform = (i < 20 ? cloud?.Invoke(i) : null) ?? "",
                        },
                    ],
                    Some.Record($"a{i:000}", payment: i < 20 ? card(i) : null, domain: i < 20 ? domain?.Invoke(i) : null) with
                    {
                        Device = (i < 20 ? device?.Invoke(i) : null) ?? $"dv_a{i:000}",
                    }
                )
            )
            .ToArray();
        return new AccountGroup(profiles[..20], PopulationBaseline.Of(profiles));
    }
}
