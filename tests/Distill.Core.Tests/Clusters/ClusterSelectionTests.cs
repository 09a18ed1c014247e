using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Clusters;

public sealed class ClusterSelectionTests
{
    private static readonly DetectionOptions s_options = new();

    // Thirty accounts on ten cards and ten devices that tie the cards, opened in thirty different hours.
    private static readonly AccountProfile[] s_known = Accounts("h", 30, i => $"card{i / 3}", i => $"tie{i % 10}");

    [Fact]
    public void GroupThatIsMostlyAClusters_GivesItWhoPaysWithItsCards()
    {
        var more = Accounts("x", 3, i => i < 2 ? $"card{i}" : "own");

        var cluster = Assert.Single(Select(s_known, [.. s_known[..14], .. more]));

        Assert.Equal(["x00", "x01"], Names(cluster).Except(s_known.Select(p => p.Account.Value)));
    }

    /// <summary>
    /// Thirty accounts use framings, share ten devices and signed up together: three kinds of evidence. As many accounts of the same customers use no
    /// framings, so they are suspect for only two kinds.
    /// </summary>
    [Fact]
    public void GroupThatIsHalfAClusters_GivesItWhoPaysWithItsCards_ThoughTheyAreSuspectForLess()
    {
        var more = Accounts("x", 30, i => $"card{i / 3}", i => $"tie{i % 10}", born: i => Some.Time.AddDays(i - 29));
        var framings = Some.Family(framings: 2);
        var framed = new CandidateGroup(
            [.. s_known.Select((m, i) => new Membership(m, 2, i < 2 ? 0 : 1, m.FirstCall, 4))],
            framings,
            new FramingCensus(2010, [0.01, 0.01], FramingCensus.CountUsers(Enumerable.Range(0, 10).Select(c => (c, 2))), 50)
        );

        var cluster = Assert.Single(Select([.. s_known, .. more], framed, Group([.. s_known, .. more])));

        Assert.Equal((60, VerdictLevel.Suspect, 2), (cluster.Group.Members.Count, cluster.Level, cluster.Kinds));
        Assert.Equal(3, Assert.Single(Select([.. s_known, .. more], framed)).Kinds);
    }

    [Fact]
    public void WhatIsLeftOfAGroup_IsAClusterOfItsOwn_WhereItIsOne() =>
        Assert.Equal(
            [30, 12],
            Select(s_known, [.. s_known[..6], .. Accounts("x", 12, i => $"other-card{i / 2}", i => $"other-tie{i % 4}")])
                .Select(c => c.Group.Members.Count)
        );

    [Fact]
    public void WhoIsCarriedByOthersCards_FallsOut() =>
        Assert.Equal(
            s_known.Select(p => p.Account.Value),
            Names(
                Assert.Single(
                    Select([.. s_known, .. Accounts("x", 10, i => $"own{i}", born: i => Some.Time.AddDays(-50 - (20 * i)))]),
                    c => c.Level == VerdictLevel.Suspect
                )
            )
        );

    [Fact]
    public void WhoIsSuspectWithoutThem_Stays() =>
        Assert.Equal(
            42,
            Assert.Single(Select([.. s_known, .. Accounts("x", 12, i => $"lone{i}", device: i => $"device{i / 2}")])).Group.Members.Count
        );

    [Theory]
    [InlineData(false, new VerdictLevel[0])]
    [InlineData(true, new[] { VerdictLevel.Suspect })]
    public void GroupThatIsHalfOneOwners_IsSuspectForWhatTheOthersAre(bool otherDevices, VerdictLevel[] levels)
    {
        // Twelve accounts of an open relay on one card, and twelve others opened at the same time. The others share nothing, or six devices.
        AccountProfile[] group =
        [
            .. Accounts("o", 12, i => "owner", device: i => $"device{i / 2}"),
            .. Accounts("x", 12, i => $"lone{i}", device: i => otherDevices ? $"other-device{i / 2}" : $"own-device{i}"),
        ];

        Assert.Equal(levels, Select(group).Select(c => c.Level));
    }

    [Fact]
    public void GroupOfWhichHalfIsAtOnePlace_IsSuspectForWhatTheOthersAre()
    {
        // A hackathon of twelve accounts on two networks, and twelve other accounts.
        var group = Accounts("o", 24, i => $"lone{i}", device: i => $"device{i / 2}", ip: i => i < 12 ? $"192.0.{i % 2}.1" : $"10.0.{i}.1");

        Assert.Equal(VerdictLevel.Watch, Assert.Single(Select([.. group[..12], .. Accounts("x", 12, i => $"own{i}")])).Level);
        Assert.Equal(VerdictLevel.Suspect, Assert.Single(Select(group)).Level);
    }

    [Fact]
    public void WhatIsLeftOfAnOwnersGroup_IsNoMoreSuspectThanItWas()
    {
        var owned = Accounts("o", 30, i => $"owner{i / 15}");

        var clusters = Select([.. s_known, .. owned], [.. owned, .. Accounts("x", 10, i => $"other-card{i / 2}")]);

        // One kind of evidence is left for the ten with other cards. That is not even watched.
        Assert.Equal([(60, VerdictLevel.Suspect)], clusters.Select(c => (c.Group.Members.Count, c.Level)));
    }

    /// <summary>
    /// Pairs share devices, and all use framings. That may be about a few of them only. Accounts of which each is one of
    /// several on a card are another matter, see the small campaigns of the simulator.
    /// </summary>
    [Theory]
    [InlineData(true, VerdictLevel.Watch)]
    [InlineData(false, VerdictLevel.Suspect)]
    public void GroupWhoseEvidenceMayBeAboutAFew_IsWatched(bool canTell, VerdictLevel level)
    {
        var framings = Some.Family(framings: 2);
        var members = Accounts("m", 24, i => $"lone{i}", i => $"pair{i / 2}", born: i => Some.Time.AddDays(-50 - (20 * i)));
        var group = new CandidateGroup(
            [.. members.Select(m => new Membership(m, 2, 1, m.FirstCall, 12))],
            framings,
            new FramingCensus(2024, [0.01, 0.01], FramingCensus.CountUsers(Enumerable.Range(0, 24).Select(c => (c, 2))), 50)
        );
        AccountProfile[] others =
        [
            .. Enumerable
                .Range(0, canTell ? 150 : 50)
                .Select(i =>
                    Some.Profile(
                        Enumerable.Range(0, 6).Select(n => Some.Call($"y{i:000}", time: Some.Time.AddHours((11 * n) + (i % 10)))),
                        Some.Record($"y{i:000}", Some.Time.AddDays(-40 - i))
                    )
                ),
        ];

        Assert.Equal(level, Assert.Single(Select([.. members, .. others], group)).Level);
    }

    // Selects among 2,000 other accounts, which were opened on other days.
    private static IReadOnlyList<Finding> Select(params AccountProfile[][] groups) =>
        Select(groups.SelectMany(g => g).Distinct(), [.. groups.Select(Group)]);

    private static IReadOnlyList<Finding> Select(IEnumerable<AccountProfile> accounts, params CandidateGroup[] groups)
    {
        var population = PopulationBaseline.Of([
            .. accounts
                .Concat(
                    Enumerable
                        .Range(0, 2000)
                        .Select(i =>
                            Some.Profile([Some.Call($"z{i:0000}")], Some.Record($"z{i:0000}", Some.Time.AddDays(-40 - (i % 300)), $"other{i}"))
                        )
                )
                .OrderBy(p => p.Account),
        ]);
        var fusion = new Fusion(population, s_options, new HashSet<AccountId>());
        var affiliates = new Affiliates(population, [.. population.Profiles.Select(_ => Array.Empty<FamilyUse>())], s_options);
        return new ClusterSelection(population, fusion, new Mixtures(population, s_options, new HashSet<AccountId>()), affiliates, s_options).Of(
            groups.Select(g => fusion.Assess(g)).OfType<Finding>()
        );
    }

    private static CandidateGroup Group(AccountProfile[] members) =>
        new([.. members.OrderBy(m => m.Account).Select(m => new Membership(m, 0, 0, m.FirstCall, 4))], null, null);

    private static IEnumerable<string> Names(Finding cluster) => cluster.Group.Members.Select(m => m.Profile.Account.Value);

    private static AccountProfile[] Accounts(
        string prefix,
        int count,
        Func<int, string> card,
        Func<int, string>? device = null,
        Func<int, DateTimeOffset>? born = null,
        Func<int, string>? ip = null
    ) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var record = Some.Record($"{prefix}{i:00}", born?.Invoke(i) ?? Some.Time.AddDays(-30).AddHours(i), card(i));
                    return Some.Profile(
                        [Some.Call($"{prefix}{i:00}", ip: ip?.Invoke(i) ?? $"172.16.{i}.1")],
                        device is null ? record : record with { Device = device(i) }
                    );
                }),
        ];
}
