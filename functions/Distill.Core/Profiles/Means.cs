namespace Distill.Core.Profiles;

/// <summary>Tells which traits are means: cards and devices, which an operator buys and reuses.</summary>
internal static class Means
{
    // Most established accounts of a card, or customers of a device, that ties groups together. Others may be a crowd that was opened to make it
    // look common.
    private const int MostHolders = 50;

    /// <summary>True for a card or device that a few accounts share and that no open company owns.</summary>
    public static bool CanTie(PopulationBaseline population, Trait trait) =>
        IsMeans(trait) && CanTie(population, population.NumberOf(trait), trait.Kind);

    /// <summary>The same test by the trait's number.</summary>
    public static bool CanTie(PopulationBaseline population, int number, TraitKind kind) =>
        population.CountOf(number) >= 2 && TraitHolders.OfStanding(population, number, kind) <= MostHolders && !population.IsOfCompany(number);

    /// <summary>True for a card or a device.</summary>
    public static bool IsMeans(Trait trait) => trait.Kind is TraitKind.Payment or TraitKind.Device;
}
