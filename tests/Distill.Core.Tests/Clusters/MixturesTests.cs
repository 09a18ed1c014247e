using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Tests.Signals;

namespace Distill.Core.Tests.Clusters;

public sealed class MixturesTests
{
    private const int Days = 6;
    private const int Relayed = 24;
    private static readonly List<(int Account, double Minute)> s_relay = Relays.Sittings(Relayed, 3, Days);

    [Fact]
    public void WhoSharesOnlyFramings_IsNoMember() => AssertRelays(Members(20, _ => new Member()));

    [Fact]
    public void RingInAMixedGroup_IsAGroupOfItsOwn()
    {
        var (mixtures, group) = Group(40, _ => new Member(), Relayed);

        var ring = Assert.Single(mixtures.Split(group));

        Assert.True(ring.IsRing);
        AssertRelays(NamesOf(ring.Members));
        Assert.Empty(mixtures.Split(group with { Family = null }));
    }

    [Fact]
    public void DeviceOfThoseWhoTakeTurns_IsEvidence()
    {
        var members = Members(20, i => new Member { Device = i is 3 or 4 or Relayed or Relayed + 1 ? "theirs" : null });

        Assert.Equal(Names(Relayed, Relayed + 2), members.Intersect(Names(Relayed, Relayed + 20)));
    }

    /// <summary>Accounts that an earlier run flagged stay, and tie who shares a device with two of them.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void DeviceOfThoseFlaggedBefore_IsEvidence(int flagged, bool ties)
    {
        var held = Enumerable.Range(0, flagged).Select(i => AccountId.Parse(Crowd.Name(i))).ToHashSet();
        var (mixtures, group) = Group(40, i => new Member { Device = i < flagged || i == 30 ? "theirs" : null }, relayed: 0, held);

        var own = mixtures.WithOwnEvidence(group, areBorn: false).ToDictionary(m => m.Profile.Account.Value, m => m.Own);

        Assert.Equal(Enumerable.Range(0, flagged).Select(Crowd.Name).Concat(ties ? [Crowd.Name(30)] : []), own.Keys.Order());
        Assert.All(held, h => Assert.Equal(OwnEvidence.Held, own[h.Value]));
        Assert.Equal(ties ? OwnEvidence.Means : null, own.TryGetValue(Crowd.Name(30), out var of) ? of : (OwnEvidence?)null);
    }

    /// <summary>Bots on one host's machines share its networks with each other, which ties them to no operator.</summary>
    [Fact]
    public void WhatTheOthersShareAmongThemselves_IsNone() =>
        AssertRelays(Members(20, i => new Member { Device = i is 3 or >= Relayed ? "host" : null }));

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void AccountsOfACustomerBelongTogether_WhereHalfHaveEvidence(int of, bool belong) =>
        Assert.Equal(
            belong,
            Members(20, i => new Member { Card = i is 0 or > Relayed && i < Relayed + of ? "one" : null }).Contains(Crowd.Name(Relayed + 1))
        );

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void DaysOfBirth_AreEvidenceForThoseOfFewTurnsAlone(bool areEvidence, bool hasFewTurns, bool isMember) =>
        Assert.Equal(
            isMember,
            Members(
                    4,
                    i => new Member
                    {
                        Born = i <= Relayed ? Some.Time.AddDays(-10).AddMinutes(i) : null,
                        Turns = i == Relayed && hasFewTurns ? 3 : int.MaxValue,
                    },
                    areEvidence
                )
                .Contains(Crowd.Name(Relayed))
        );

    /// <summary>Whatever a group shows as a whole, it is not known of whom.</summary>
    [Fact]
    public void WhereNobodyHasEvidence_NobodyIsAMember() => Assert.Empty(Members(40, _ => new Member(), relayed: 0));

    [Fact]
    public void Members_SayWhatTiesThem()
    {
        var (mixtures, group) = Group(
            4,
            i => new Member { Device = i is 3 or 4 or Relayed ? "theirs" : null, Card = i is 0 or Relayed + 1 ? "one" : null },
            Relayed
        );

        var own = mixtures.WithOwnEvidence(group, areBorn: false).ToDictionary(m => m.Profile.Account.Value, m => m.Own);

        Assert.Equal(
            [OwnEvidence.Turns, OwnEvidence.Means, OwnEvidence.Customer],
            [own[Crowd.Name(1)], own[Crowd.Name(Relayed)], own[Crowd.Name(Relayed + 1)]]
        );
    }

    private static IEnumerable<string> Members(int others, Func<int, Member> like, bool areBorn = false, int relayed = Relayed)
    {
        var (mixtures, group) = Group(others, like, relayed);
        return NamesOf(mixtures.WithOwnEvidence(group, areBorn));
    }

    // A relay's accounts and others that share framings, among 300 more accounts.
    private static (Mixtures Mixtures, CandidateGroup Group) Group(
        int others,
        Func<int, Member> like,
        int relayed,
        IReadOnlySet<AccountId>? held = null
    )
    {
        var size = relayed + others;
        var group = Crowd.Group(size, size + 300, i => Account(i, i < size ? like(i) : new Member(), relayed));
        return (
            new Mixtures(group.Population, new DetectionOptions(), held ?? new HashSet<AccountId>()),
            new CandidateGroup([.. group.Members.Select(m => new Membership(m, 2, m.CallCount, m.FirstCall, 12))], Some.Family(framings: 2), null)
        );
    }

    private static AccountProfile Account(int i, Member member, int relayed)
    {
        var record = Some.Record(Crowd.Name(i), member.Born ?? Some.Time.AddDays(-20 - (i % 400)), member.Card);
        return Crowd.Account(
            i,
            (i < relayed ? s_relay.Where(s => s.Account == i).Select(s => s.Minute) : Relays.Alone(Days, i)).Take(member.Turns),
            record: member.Device is null ? record : record with { Device = member.Device }
        );
    }

    // Most of the relay's accounts, and nobody else. Among many others, one that is locked badly may be one of these.
    private static void AssertRelays(IEnumerable<string> members)
    {
        Assert.Empty(members.Except(Names(0, Relayed)));
        Assert.InRange(members.Count(), Relayed - 4, Relayed);
    }

    private static IEnumerable<string> Names(int from, int to) => Enumerable.Range(from, to - from).Select(Crowd.Name);

    private static IEnumerable<string> NamesOf(IEnumerable<Membership> members) => members.Select(m => m.Profile.Account.Value);

    private sealed record Member
    {
        public string? Card { get; init; }

        public string? Device { get; init; }

        public DateTimeOffset? Born { get; init; }

        public int Turns { get; init; } = int.MaxValue;
    }
}
