using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Counts how many cards of a group use each of some networks. Reusable scratch.</summary>
internal sealed class CardsOfNetworks
{
    private readonly KeyCounts _seen = new(),
        _cards = new();

    /// <summary>Returns the number of cards by network. Valid until the next count. A member without a card counts as a card of its own.</summary>
    public KeyCounts Count(AccountGroup group, HashSet<ulong> networks)
    {
        _seen.Clear();
        _cards.Clear();
        for (var i = 0; i < group.Members.Count; i++)
        {
            var card = group.Members[i].Card?.Value ?? (ulong)i;
            foreach (ref readonly var trait in group.Members[i].Traits)
            {
                if (trait.Kind == TraitKind.Network && networks.Contains(trait.Value) && _seen.Add(Fingerprint.Mix(trait.Value, card))++ == 0)
                {
                    _cards.Add(trait.Value)++;
                }
            }
        }

        return _cards;
    }
}
