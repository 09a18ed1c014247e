using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

/// <summary>A conversation that goes on under another customer's account ties the two. One that both began does not.</summary>
public sealed class HandoversTests
{
    [Fact]
    public void ConversationThatGoesOnElsewhere_TiesTheTwoCustomers()
    {
        var handovers = Of(Part("a", 1, 4), Part("b", 4, 7), Part("c", 20, 25));

        Assert.Equal([0, 1], handovers.Accounts.Keys.Order());
        Assert.Equal([1], handovers.Accounts[0]);
        Assert.Equal(3, handovers.CustomersWithConversations);
    }

    [Fact]
    public void OrderOfTheCalls_DoesNotMatter() =>
        Assert.Equal([0, 1], Of([.. Part("a", 1, 4).Reverse()], [.. Part("b", 4, 7).Reverse()]).Accounts.Keys.Order());

    [Fact]
    public void ConversationThatBothBegin_IsNone() => Assert.Empty(Of(Part("a", 1, 6), Part("b", 1, 6)).Accounts);

    /// <summary>A benchmark's two turns, or a tool's examples, come from many customers, and some of their calls are missing.</summary>
    [Fact]
    public void PublishedConversation_IsNone() =>
        Assert.Empty(Of([.. Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? Part($"p{i:00}", 1, 4) : Part($"p{i:00}", 4, 6))]).Accounts);

    [Fact]
    public void AccountsOfOneCustomer_AreNone()
    {
        AccountProfile[] profiles =
        [
            Some.Profile(Part("a", 1, 4), Some.Record("a", payment: "card")),
            Some.Profile(Part("b", 4, 7), Some.Record("b", payment: "card")),
        ];

        Assert.Empty(new Handovers(PopulationBaseline.Of(profiles)).Accounts);
    }

    [Fact]
    public void OfManyExchanges_EachAccountKeepsTheSameOnes()
    {
        ApiCall[] begun = [.. Enumerable.Range(0, 200).SelectMany(n => Part("a", (1000 * n) + 1, (1000 * n) + 3))];
        ApiCall[] continued = [.. Enumerable.Range(0, 200).SelectMany(n => Part("b", (1000 * n) + 3, (1000 * n) + 5))];

        Assert.Equal([0, 1], Of(begun, continued).Accounts.Keys.Order());
    }

    // The calls of one account's part of a conversation. Each sends back the answers up to a number; the first one goes on behind the number before.
    private static ApiCall[] Part(string account, int from, int to) =>
        [
            .. Enumerable
                .Range(from, to - from)
                .Select(n =>
                    Some.Call(
                        account,
                        id: $"{account}/{n}",
                        time: Some.Time.AddMinutes(n % 1000),
                        exchanges: new Exchanges(Hash(n), n > 1 ? Hash(n - 1) : 0)
                    )
                ),
        ];

    private static ulong Hash(int number) => Fingerprint.Mix((ulong)number, 1) | 8;

    private static Handovers Of(params ApiCall[][] accounts) =>
        new(PopulationBaseline.Of([.. accounts.Select(calls => Some.Profile(calls, Some.Record(calls[0].Account.Value)))]));
}
