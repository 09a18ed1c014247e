namespace Distill.Core.Profiles;

/// <summary>Tells which traits are means: cards and devices, which an operator buys and reuses.</summary>
internal static class Means
{
    // Most accounts that may share a card or a device that ties groups together.
    private const int MaxAccounts = 50;

    /// <summary>True for a card or device that a few accounts share and that no open company owns.</summary>
    public static bool CanTie(PopulationBaseline population, Trait trait) => IsMeans(trait) && CanTie(population, population.NumberOf(trait));

    /// <summary>The same test by the trait's number.</summary>
    public static bool CanTie(PopulationBaseline population, int number) =>
        population.CountOf(number) is >= 2 and <= MaxAccounts && !population.IsOfCompany(number);

    /// <summary>True for a card or a device.</summary>
    public static bool IsMeans(Trait trait) => trait.Kind is TraitKind.Payment or TraitKind.Device;
}
