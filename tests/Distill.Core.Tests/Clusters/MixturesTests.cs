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
    public void WhoSharesOnlyFramings_IsNoMember() => Assert.Equal(Names(0, Relayed), Members(20, _ => new Member()));

    [Fact]
    public void RingInAMixedGroup_IsAGroupOfItsOwn()
    {
        var (mixtures, group) = Group(40, _ => new Member());

        var ring = Assert.Single(mixtures.Split(group));

        Assert.True(ring.IsRing);
        Assert.Equal(Names(0, Relayed), NamesOf(ring.Members));
        Assert.Empty(mixtures.Split(group with { Family = null }));
    }

    [Fact]
    public void DeviceOfThoseWhoTakeTurns_IsEvidence() =>
        Assert.Equal(Names(0, Relayed + 2), Members(20, i => new Member { Device = i is 3 or 4 or Relayed or Relayed + 1 ? "theirs" : null }));

    /// <summary>Bots on one host's machines share its networks with each other, which ties them to no operator.</summary>
    [Fact]
    public void WhatTheOthersShareAmongThemselves_IsNone() =>
        Assert.Equal(Names(0, Relayed), Members(20, i => new Member { Device = i is 3 or >= Relayed ? "host" : null }));

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

    private static IEnumerable<string> Members(int others, Func<int, Member> like, bool areBorn = false)
    {
        var (mixtures, group) = Group(others, like);
        return NamesOf(mixtures.WithOwnEvidence(group, areBorn));
    }

    // A relay's accounts and others that share framings, among 300 more accounts.
    private static (Mixtures Mixtures, CandidateGroup Group) Group(int others, Func<int, Member> like)
    {
        var size = Relayed + others;
        var group = Crowd.Group(size, size + 300, i => Account(i, i < size ? like(i) : new Member()));
        return (
            new Mixtures(group.Population, new DetectionOptions()),
            new CandidateGroup([.. group.Members.Select(m => new Membership(m, 2, m.CallCount, m.FirstCall, 12))], Some.Family(framings: 2), null)
        );
    }

    private static AccountProfile Account(int i, Member member)
    {
        var record = Some.Record(Crowd.Name(i), member.Born ?? Some.Time.AddDays(-20 - (i % 400)), member.Card);
        return Crowd.Account(
            i,
            (i < Relayed ? s_relay.Where(s => s.Account == i).Select(s => s.Minute) : Relays.Alone(Days, i)).Take(member.Turns),
            record: member.Device is null ? record : record with { Device = member.Device }
        );
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
