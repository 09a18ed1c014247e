using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Clusters;

/// <summary>An address may be a campus, an office or a proxy. What goes with it decides what it explains.</summary>
public sealed class FusionTests
{
    private const int Members = 24;

    private static readonly DetectionOptions s_options = new();

    /// <summary>Programs that share framings, birth days and machines, behind no known address, one, a few, or one for every second call.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void ProxyOfACampaign_AcquitsNobody(int addresses) =>
        Assert.Equal(VerdictLevel.Suspect, Assess(Group(device: i => $"machine{i / 3}", ip: (_, n) => Pool(n, addresses))));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void ProxyPoolOfWhichEachAccountHasOne_AcquitsNobody(int addresses) =>
        Assert.Equal(VerdictLevel.Suspect, Assess(Group(device: i => $"machine{i / 3}", ip: (i, _) => Pool(i, addresses))));

    [Fact]
    public void ProxyOfACampaign_DoesNotExplainWhoPays_EvenIfItKeepsOfficeHours() =>
        Assert.Equal(
            VerdictLevel.Suspect,
            Assess(Group(card: i => $"card{i / 4}", device: i => $"machine{i % 8}", ip: (_, n) => Pool(n, 1), atNight: false))
        );

    /// <summary>A hackathon goes on day and night. It shares nothing that is bought.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneAddress_AccusesNobody(bool atNight) => Assert.Null(Assess(Group(ip: (_, n) => Pool(n, 1), atNight: atNight)));

    [Fact]
    public void PeopleAtOnePlace_MayShareItsMachines() =>
        Assert.Null(Assess(Group(device: i => $"machine{i / 3}", ip: (_, n) => Pool(n, 1), atNight: false)));

    [Theory]
    [InlineData(13, true)]
    [InlineData(11, false)]
    public void OfficeWithAMailDomainOfItsOwn_MayHaveManyCards(int withDomain, bool isSpared) =>
        Assert.Equal(
            isSpared ? null : VerdictLevel.Suspect,
            Assess(
                Group(
                    card: i => $"card{i / 4}",
                    device: i => $"machine{i % 8}",
                    ip: (_, n) => Pool(n, 1),
                    domain: i => i < withDomain ? "office.example" : "mail.example"
                )
            )
        );

    [Fact]
    public void AddressOfMostlyOthers_ExplainsNothing() =>
        Assert.Equal(
            VerdictLevel.Suspect,
            Assess(Group(device: i => $"machine{i / 3}", ip: (_, n) => Pool(n, 1), atNight: false), others: _ => Pool(0, 1))
        );

    private static string Pool(int n, int addresses) => addresses == 0 ? "" : $"34.{10 + (n % addresses)}.70.18";

    // Members opened in the same days, with two framings in every call. They work round the clock, or from 9 to 20 o'clock.
    private static AccountProfile[] Group(
        Func<int, int, string> ip,
        Func<int, string>? card = null,
        Func<int, string>? device = null,
        Func<int, string>? domain = null,
        bool atNight = true
    ) =>
        [
            .. Enumerable
                .Range(0, Members)
                .Select(i =>
                {
                    var account = $"h{i:00}";
                    var record = Some.Record(account, Some.Time.AddDays(-30).AddHours(i), card?.Invoke(i), domain?.Invoke(i));
                    return Some.Profile(
                        Enumerable
                            .Range(0, Members)
                            .Select(n =>
                                Some.Call(account, $"{account}/{n}", Some.Time.Date.AddDays(n % 2).AddHours(atNight ? n : 9 + (n / 2)), ip: ip(i, n))
                            ),
                        device is null ? record : record with { Device = device(i) }
                    );
                }),
        ];

    private static VerdictLevel? Assess(AccountProfile[] group, Func<int, string>? others = null)
    {
        var population = PopulationBaseline.Of([
            .. group
                .Concat(
                    Enumerable
                        .Range(0, 1000)
                        .Select(i =>
                            Some.Profile(
                                [Some.Call($"z{i:0000}", ip: others?.Invoke(i) ?? $"11.{i / 200}.{i % 200}.1")],
                                Some.Record($"z{i:0000}", Some.Time.AddDays(-40 - (i % 300)))
                            )
                        )
                )
                .OrderBy(p => p.Account),
        ]);
        var framings = Some.Family(framings: 2);
        var candidate = new CandidateGroup(
            [.. group.Select(m => new Membership(m, 2, m.CallCount, m.FirstCall, 4))],
            framings,
            new FramingCensus(
                population.Customers.Count,
                [0.01, 0.01],
                FramingCensus.CountUsers(Enumerable.Range(0, Members).Select(c => (c, 2))),
                50
            )
        );
        var fusion = new Fusion(population, s_options, new HashSet<AccountId>());
        var affiliates = new Affiliates(population, [.. population.Profiles.Select(_ => Array.Empty<FamilyUse>())], s_options);
        var found = new ClusterSelection(population, fusion, new Mixtures(population, s_options, new HashSet<AccountId>()), affiliates, s_options).Of(
            new[] { fusion.Assess(candidate) }.OfType<Finding>()
        );
        return found.Count == 0 ? null : Assert.Single(found).Level;
    }
}
