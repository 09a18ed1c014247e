using Distill.Core.Events;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using static Distill.Core.Tests.Groups.SharedMeansTests;

namespace Distill.Core.Tests.Groups;

public sealed class GroupPruningTests
{
    [Fact]
    public void WhoPaysByHimself_PaysOtherwise() => Assert.Equal(Enumerable.Range(0, 30), Payers(30));

    [Fact]
    public void CardThatMostHaveElsewhere_IsNotTheGroups() => Assert.Equal(Enumerable.Range(4, 36), Payers(40, elsewhere: 13));

    [Fact]
    public void CardOfACompanyInTheOpen_IsNotTheGroups() => Assert.Equal(Enumerable.Range(4, 36), Payers(40, company: "company.example"));

    [Fact]
    public void CardsThatNetworksTieTogether_LeaveOutOneThatNoneDoes() =>
        Assert.Equal(Enumerable.Range(0, 36), PayersFrom(i => $"10.0.{(i < 36 ? i % 3 : 9)}.1"));

    /// <summary>If each card has its own network, the network of one more card shows nothing.</summary>
    [Fact]
    public void CardsThatNothingTies_StayAsTheyAre() => Assert.Equal(Enumerable.Range(0, 40), PayersFrom(i => $"10.0.{i / 4}.1"));

    [Fact]
    public void AccountsOfAKnownBusiness_AreItsOwn() => Assert.Equal(Enumerable.Range(4, 36), NotDeclared(i => i is 0 or 1 or 2 or 3));

    /// <summary>If two of the four accounts on a card are a known business, the card is the business's. If only one of four is, it is not.</summary>
    [Theory]
    [InlineData(2, 38)]
    [InlineData(1, 40)]
    public void CardMostOfWhoseAccountsAreNoKnownBusiness_IsNoBusinesss(int declared, int kept) =>
        Assert.Equal(kept, NotDeclared(i => i < declared).Count());

    [Fact]
    public void FewOfALargeCard_AreNotTakenOut() => Assert.Equal(40, NotDeclared(i => i < 3, perCard: 8).Count());

    private static IEnumerable<int> NotDeclared(Func<int, bool> declared, int perCard = 4)
    {
        var members = Enumerable
            .Range(0, 40)
            .Select(i =>
                Some.Profile(
                    [Some.Call($"p{i:00}")],
                    Some.Record($"p{i:00}", payment: $"card{i / perCard}", kyc: declared(i) ? KnowYourCustomer.Business : KnowYourCustomer.Email)
                )
            )
            .ToArray();
        return new GroupPruning(PopulationBaseline.Of(members), new DetectionOptions()).WithoutDeclared([.. Enumerable.Range(0, 40)]).Order();
    }

    // 40 members, four on each card.
    private static IEnumerable<int> PayersFrom(Func<int, string> address)
    {
        var members = Enumerable
            .Range(0, 40)
            .Select(i => Some.Profile([Some.Call($"p{i:00}", ip: address(i))], Some.Record($"p{i:00}", payment: $"card{i / 4}")))
            .ToArray();
        return new GroupPruning(PopulationBaseline.Of(members), new DetectionOptions())
            .OwnPayers(Group(members).Members)
            .Select(m => int.Parse(m.Profile.Account.Value[1..]));
    }

    // 40 members, of whom this many pay with cards of four accounts each.
    private static IEnumerable<int> Payers(int alike, int elsewhere = 0, string? company = null)
    {
        var members = Enumerable
            .Range(0, 40)
            .Select(i => Account($"p{i:00}", i < alike ? $"card{i / 4}" : $"own{i}", i < 4 ? company : null))
            .ToArray();
        var population = PopulationBaseline.Of([.. members, .. Enumerable.Range(0, elsewhere).Select(i => Account($"q{i:00}", "card0"))]);
        return new GroupPruning(population, new DetectionOptions())
            .OwnPayers(Group(members).Members)
            .Select(m => int.Parse(m.Profile.Account.Value[1..]));
    }
}
