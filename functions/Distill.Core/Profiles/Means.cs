namespace Distill.Core.Profiles;

/// <summary>Means: cards and devices, which an operator buys and uses again.</summary>
internal static class Means
{
    // Accounts that may share means that tie groups together.
    private const int MaxAccounts = 50;

    /// <summary>True for means that a few accounts share and no company in the open has.</summary>
    public static bool CanTie(PopulationBaseline population, Trait trait) => IsMeans(trait) && CanTie(population, population.NumberOf(trait));

    /// <summary>The same of means, by their number.</summary>
    public static bool CanTie(PopulationBaseline population, int number) =>
        population.CountOf(number) is >= 2 and <= MaxAccounts && !population.IsOfCompany(number);

    /// <summary>True for what an operator buys and uses again.</summary>
    public static bool IsMeans(Trait trait) => trait.Kind is TraitKind.Payment or TraitKind.Device;
}
