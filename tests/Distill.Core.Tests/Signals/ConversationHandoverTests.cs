using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

/// <summary>Customers that carry on each other's conversations, each with several others, are a relay's.</summary>
public sealed class ConversationHandoverTests
{
    [Fact]
    public void Relay_IsProposedAndHasEvidence()
    {
        var population = Population(relays: 12, pairs: 20);
        var group = Assert.Single(new HandoverGroups(population, new DetectionOptions()).Find());

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"r{i:00}"), group.Members.Select(m => m.Profile.Account.Value));
        var evidence = ConversationHandover.Measure(new AccountGroup([.. group.Members.Select(m => m.Profile)], population));
        Assert.NotNull(evidence);
        Assert.Equal(EvidenceKind.Handover, evidence.Kind);
        Assert.True(evidence.LogLikelihoodRatio > 20, evidence.Detail);
        Assert.StartsWith("12 of 12 customers went on with conversations", evidence.Detail, StringComparison.Ordinal);
    }

    /// <summary>People with two accounts, or who pass a conversation to a friend.</summary>
    [Fact]
    public void PeopleWithTwoAccounts_AreNoGroup() =>
        Assert.Empty(new HandoverGroups(Population(relays: 0, pairs: 60), new DetectionOptions()).Find());

    /// <summary>A gateway without a declared owner, with five cards for its 25 accounts, is five customers.</summary>
    [Fact]
    public void HonestGatewayWithAFewCards_HasNoEvidence()
    {
        var population = Population(relays: 25, pairs: 20, accountsPerCard: 5);

        Assert.Null(ConversationHandover.Measure(new AccountGroup([.. population.Profiles.Where(IsRelays)], population)));
    }

    /// <summary>A few of a class pass conversations around; the class is not a relay for that.</summary>
    [Fact]
    public void GroupOfWhichFewHandOver_HasNoEvidence()
    {
        var population = Population(relays: 10, pairs: 20);

        Assert.Null(ConversationHandover.Measure(new AccountGroup([.. population.Profiles.Take(40)], population)));
    }

    private static bool IsRelays(AccountProfile profile) => profile.Account.Value[0] == 'r';

    // Accounts r00 and so on hand each conversation to the next one. Of the others, two each share one conversation.
    private static PopulationBaseline Population(int relays, int pairs, int accountsPerCard = 1) =>
        PopulationBaseline.Of([
            .. Enumerable
                .Range(0, relays)
                .Select(i =>
                    Some.Profile(
                        [.. Part($"r{i:00}", i, 1), .. Part($"r{i:00}", (i + relays - 1) % relays, 3)],
                        Some.Record($"r{i:00}", payment: $"card{i / accountsPerCard}")
                    )
                ),
            .. Enumerable
                .Range(0, 2 * pairs)
                .Select(i => Some.Profile(Part($"s{i:000}", 500 + (i / 2), i % 2 == 0 ? 1 : 3), Some.Record($"s{i:000}"))),
        ]);

    // Two calls of a conversation: those that send back the answer of this number and the next one.
    private static ApiCall[] Part(string account, int conversation, int from) =>
        [
            .. Enumerable
                .Range(from, 2)
                .Select(n =>
                    Some.Call(
                        account,
                        id: $"{account}/{conversation}/{n}",
                        time: Some.Time.AddMinutes(n),
                        exchanges: new Exchanges(Hash(conversation, n), Hash(conversation, n - 1))
                    )
                ),
        ];

    private static ulong Hash(int conversation, int number) => number == 0 ? 0 : Fingerprint.Mix((ulong)conversation, (ulong)number) | 8;
}
