using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>How many cards of a group have each of some networks. Scratch: filled again and again.</summary>
internal sealed class CardsOfNetworks
{
    private readonly KeyCounts _seen = new(),
        _cards = new();

    /// <summary>Cards by network, good until the next count. A member without a card counts as one of its own.</summary>
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
