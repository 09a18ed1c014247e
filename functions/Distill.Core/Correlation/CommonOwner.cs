using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>An open reason why accounts belong together: one card (or two), one company's mail domain, or one place. A class, a company, a fleet, a team on one card.</summary>
/// <remarks>A hydra hides that it is one: it spreads over many cards and networks. What one owner explains is no evidence of hiding.</remarks>
/// <param name="Detail">What they have in common, in words.</param>
/// <param name="IsDeclared">True when the owner is known as a business.</param>
internal sealed record CommonOwner(string Detail, bool IsDeclared)
{
    private const double Share = 0.75;
    private const int MaxOwners = 2;

    // Of one place: nobody sends most of his accounts out of one network who wants to hide that they are his.
    private const double ShareOfPlace = 0.6;

    /// <summary>Null when no one or two values cover three quarters of the members, and no network three fifths.</summary>
    public static CommonOwner? Of(IReadOnlyList<AccountProfile> members, PopulationBaseline population)
    {
        foreach (var (kind, owners, share) in new[]
        {
            (TraitKind.Payment, MaxOwners, Share), (TraitKind.EmailDomain, MaxOwners, Share), (TraitKind.Network, MaxOwners, Share), (TraitKind.Network, 1, ShareOfPlace),
            (TraitKind.Device, MaxOwners, Share),
        })
        {
            // A value that the population has as well owns nobody.
            var values = members
                .SelectMany(m => m.Traits.Where(t => t.Kind == kind))
                .CountBy(t => t)
                .Where(t => t.Value >= 3 && population.CountOf(t.Key) <= 2 * t.Value)
                .OrderByDescending(t => t.Value).ThenBy(t => t.Key.Value)
                .Take(owners)
                .Select(t => t.Key)
                .ToArray();
            var covered = members.Where(m => m.Traits.Any(values.Contains)).ToArray();
            if (covered.Length >= share * members.Count)
            {
                var declared = covered.Count(m => m.Record?.Kyc >= KnowYourCustomer.Business) >= Share * covered.Length;
                return new CommonOwner(
                    $"{covered.Length} of {members.Count} accounts share {Name(kind, values.Length)}{(declared ? " of a known business" : "")}: an owner or a place in the open.", declared);
            }
        }

        return null;
    }

    private static string Name(TraitKind kind, int count) => (count == 1 ? "one " : "two ") + kind switch
    {
        TraitKind.Payment => "payment card",
        TraitKind.Device => "device",
        TraitKind.EmailDomain => "mail domain",
        _ => "network",
    } + (count == 1 ? "" : "s");
}
