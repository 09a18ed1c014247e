using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose customers carry on each other's conversations: one account was answered, and another one sends that answer back and goes on.
/// Whoever does so holds both accounts.
/// </summary>
/// <remarks>
/// Relays do it whenever a conversation outlives its account's turn: the account is limited, banned, or the sticky hour is over. A customer counts
/// when it hands over with two others of the group. The test is a binomial tail at the share of all other customers with conversations that do so
/// with anybody. Accounts of one customer count as one, so a declared gateway's keys are no handover; published conversations and examples in
/// prompts are left out, see <see cref="Handovers"/>.
/// </remarks>
internal static class ConversationHandover
{
    /// <summary>The signal's name.</summary>
    public const string Signal = "conversation_handover";

    // Fewest customers that hand over. A household, an agency or an honest gateway with a few cards has fewer.
    private const int MinCustomers = 8;

    /// <summary>
    /// Returns the evidence. Null when fewer than eight customers hand over, or fewer than half of the group's, or when chance gives it more often
    /// than once in 100.
    /// </summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var customers = group.DistinctCustomers.Count;
        if (customers < MinCustomers || PartnersIn(group) is not { Count: >= MinCustomers } handing || 2 * handing.Count < customers)
        {
            return null;
        }

        var handovers = group.Population.Handovers;
        var inside = group.DistinctCustomers.ToHashSet();
        var others = handovers.Partners.Count(p => !inside.Contains(p.Key) && p.Value.Count >= Handovers.MinPartners);
        var conversing = group.Members.Zip(group.Customers).Where(m => m.First.Exchanges.Length > 0).Select(m => m.Second).Distinct().Count();
        var share = (others + 1.0) / (handovers.CustomersWithConversations - conversing + 2.0);
        var weight = -Tails.LogBinomialUpper(handing.Count, conversing, share);
        return weight <= Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Handover,
                Signal,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{handing.Count} of {customers} customers went on with conversations that the model had held with others of them, and sent "
                        + $"back the answers given there. Each did so with at least two others. Of all other customers with conversations, "
                        + $"{share:P1} do; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );
    }

    /// <summary>The group's customers that hand conversations over with at least two others of the group.</summary>
    public static HashSet<int> PartnersIn(AccountGroup group)
    {
        var partners = group.Population.Handovers.Partners;
        var inside = group.DistinctCustomers.ToHashSet();
        return [.. inside.Where(c => partners.TryGetValue(c, out var others) && others.Count(inside.Contains) >= Handovers.MinPartners)];
    }
}
