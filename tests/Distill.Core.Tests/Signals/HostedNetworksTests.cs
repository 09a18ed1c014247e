using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class HostedNetworksTests
{
    private static readonly NetworkLists s_lists = NetworkLists.Parse(
        [
            new(ListKind.DataCentre, "hosts", ["198.51.100.0/24", "AS64500"]),
            new(ListKind.Vpn, "vpns", ["192.0.2.0/24"]),
            new(ListKind.DisposableMail, "mail", ["bin.example"]),
        ],
        out _
    );

    [Fact]
    public void GroupThatCallsFromDataCentresAmongPeople_IsEvidence()
    {
        var evidence = Assert.Single(
            Measure(i =>
                i < 20 ? "198.51.100.1"
                : i % 10 == 0 ? "198.51.100.1"
                : $"10.0.{i % 200}.1"
            )
        );

        Assert.Equal((EvidenceKind.Infrastructure, "data_centre_networks"), (evidence.Kind, evidence.Signal));
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
    }

    [Fact]
    public void AsnAlone_IsEnough() =>
        Assert.Equal("data_centre_networks", Assert.Single(Measure(i => $"10.0.{i % 200}.1", asn: i => i < 20 ? 64500u : 64999)).Signal);

    [Fact]
    public void ThrowAwayMail_IsEvidence() =>
        Assert.Equal(
            "disposable_mail",
            Assert.Single(Measure(i => $"10.0.{i % 200}.1", domain: i => i < 15 ? "x.bin.example" : $"mail{i % 7}.example")).Signal
        );

    [Fact]
    public void VpnUsersWhereManyUseOne_AreNone()
    {
        // Four in ten of all accounts call through a VPN, and so do the members.
        Assert.Empty(Measure(i => i % 5 < 2 ? "192.0.2.1" : $"10.0.{i % 200}.1"));
    }

    [Fact]
    public void ProgramInADataCentre_IsNoneWhereProgramsAreInOne()
    {
        // A third of the programs run on servers, with all of their users.
        Assert.Empty(Measure(i => i / 20 % 3 == 0 ? "198.51.100.1" : $"10.0.{i % 200}.1", client: i => (ulong)(1 + (i / 20))));
    }

    [Fact]
    public void WithoutLists_ItIsSilent()
    {
        var group = Group(i => i < 20 ? "198.51.100.1" : "10.0.0.1");

        Assert.Empty(new HostedNetworks(group.Reference(), NetworkLists.None).Measure(group));
    }

    [Fact]
    public void RandomGroups_AreFoundAsOftenAsChanceSays()
    {
        // One account in seven calls from a server. More than 10 of 300 groups with p < .01 would be rare.
        var population = Group(i => i % 7 == 0 ? "198.51.100.1" : "10.0.0.1");
        var hosted = new HostedNetworks(population.Reference(), s_lists);
        var random = new Random(5);
        var found = Enumerable
            .Range(0, 300)
            .Count(_ =>
            {
                var members = population.Population.Profiles.ToArray();
                random.Shuffle(members);
                return hosted.Measure(population with { Members = members[..20] }).Any();
            });

        Assert.InRange(found, 0, 10);
    }

    private static Evidence[] Measure(
        Func<int, string> ip,
        Func<int, uint>? asn = null,
        Func<int, string>? domain = null,
        Func<int, ulong>? client = null
    )
    {
        var group = Group(ip, asn, domain, client);
        return [.. new HostedNetworks(group.Reference(), s_lists).Measure(group)];
    }

    private static AccountGroup Group(
        Func<int, string> ip,
        Func<int, uint>? asn = null,
        Func<int, string>? domain = null,
        Func<int, ulong>? client = null
    ) =>
        Crowd.Group(
            20,
            400,
            i =>
                Crowd.Account(
                    i,
                    [0, 1, 2],
                    (c, _) => c with { Network = Some.Call(ip: ip(i)).Network, Asn = asn?.Invoke(i) ?? 0 },
                    Some.Record(Crowd.Name(i), domain: domain?.Invoke(i)),
                    client?.Invoke(i) ?? 0
                )
        );
}
