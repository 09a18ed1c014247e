namespace Distill.Core.Profiles;

/// <summary>Counts who has a trait. Anybody can give one to a crowd of new accounts, so only those of some standing make it common.</summary>
internal static class TraitHolders
{
    /// <summary>How many accounts have a trait, next to those of a group: the established ones, and those of the group that are not.</summary>
    /// <param name="population">All accounts.</param>
    /// <param name="trait">The trait.</param>
    /// <param name="inside">The group's accounts that have it.</param>
    public static int NextTo(PopulationBaseline population, Trait trait, IEnumerable<AccountProfile> inside) =>
        NextTo(population, trait, inside.Count(p => !population.IsEstablished(population.IndexOf(p))));

    /// <summary>The same, where it is known how many of the group's accounts that have the trait are not established.</summary>
    public static int NextTo(PopulationBaseline population, Trait trait, int newcomers) =>
        population.NumberOf(trait) is >= 0 and var number ? population.EstablishedCountOf(number) + newcomers : 1;

    /// <summary>
    /// How many established customers have a device with this number, or how many established accounts a card: these are all one customer's.
    /// </summary>
    public static int OfStanding(PopulationBaseline population, int number, TraitKind kind) =>
        number < 0 ? 0
        : kind == TraitKind.Payment ? population.EstablishedCountOf(number)
        : population.Customers.HoldersOf(number, others: 0);
}
