using Distill.Core.Events;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

public sealed class CustomersTests
{
    [Fact]
    public void AccountsOnOneCard_AreOneCustomer() => Assert.Equal(5, Count(20, i => Record(i, $"card{i / 4}", "gmail.example")));

    [Fact]
    public void AccountsOfAProvider_AreCustomersOfTheirOwn() => Assert.Equal(20, Count(20, i => Record(i, $"card{i}", "gmail.example")));

    [Fact]
    public void AccountsWithoutCardsAtOneSchool_AreOneCustomer() => Assert.Equal(1, Count(20, i => Record(i, "", "school.example")));

    [Fact]
    public void DomainOfMoreAccountsThanOneCustomerHas_IsAProviders() => Assert.Equal(60, Count(60, i => Record(i, "", "mail.example")));

    [Fact]
    public void CardsOfAKnownBusiness_AreOneCustomer() =>
        Assert.Equal(1, Count(20, i => Record(i, $"card{i / 4}", "firm.example", KnowYourCustomer.Business)));

    [Fact]
    public void CardsBehindOneUndeclaredDomain_AreCustomersEach() => Assert.Equal(5, Count(20, i => Record(i, $"card{i / 4}", "any.example")));

    [Fact]
    public void AccountsOfWhichNothingIsKnown_AreCustomersOfTheirOwn() => Assert.Equal(20, Count(20, _ => null));

    [Fact]
    public void Birth_IsThatOfTheFirstAccount_AndHoldersAreCustomers()
    {
        var population = Population(
            6,
            i => Record(i, $"card{i / 3}", "gmail.example") with { Device = $"device{i % 3}", Created = Some.Time.AddDays(i) }
        );

        Assert.Equal(Some.Time.AddDays(3).UtcTicks, population.Customers.BornOf(population.Customers.Of(4)));
        Assert.Equal(2, population.Customers.HoldersOf(population.NumberOf(Trait.Of(TraitKind.Device, "device1")), 0));
        Assert.Equal(1, population.Customers.HoldersOf(population.NumberOf(Trait.Of(TraitKind.Payment, "card1")), 0));
    }

    private static int Count(int accounts, Func<int, AccountRecord?> record) => Population(accounts, record).Customers.Count;

    private static PopulationBaseline Population(int accounts, Func<int, AccountRecord?> record) =>
        PopulationBaseline.Of([.. Enumerable.Range(0, accounts).Select(i => Some.Profile([Some.Call($"a{i:000}")], record(i)))]);

    private static AccountRecord Record(int i, string card, string domain, KnowYourCustomer kyc = KnowYourCustomer.Email) =>
        Some.Record($"a{i:000}", payment: card, domain: domain, kyc: kyc);
}
