using System.Runtime.InteropServices;

namespace Distill.Core.Profiles;

/// <summary>Finds the cards and mail domains of open companies: three quarters of the accounts that have either have both.</summary>
internal static class OpenCompanies
{
    // Fewest accounts on a card that can be a company's; and the share of the holders of the card or of the mail domain that must have both.
    private const int LeastAccounts = 3;
    private const double MostAccounts = 0.75;

    /// <summary>Returns for each trait, by its number, whether it is a company's.</summary>
    public static bool[] Find(PopulationBaseline population)
    {
        var both = new Dictionary<(int Card, int Domain), int>();
        for (var i = 0; i < population.Count; i++)
        {
            var (card, domain) = (population.CardOf(i), population.DomainOf(i));
            if (
                card >= 0
                && domain >= 0
                && population.CountOf(card) >= LeastAccounts
                && Math.Min(population.CountOf(card), population.CountOf(domain))
                    >= MostAccounts * Math.Max(population.CountOf(card), population.CountOf(domain))
            )
            {
                CollectionsMarshal.GetValueRefOrAddDefault(both, (card, domain), out _)++;
            }
        }

        var companies = new bool[population.TraitCount];
        foreach (var ((card, domain), accounts) in both)
        {
            if (accounts >= MostAccounts * Math.Max(population.CountOf(card), population.CountOf(domain)))
            {
                (companies[card], companies[domain]) = (true, true);
            }
        }

        return companies;
    }
}
