using System.Runtime.InteropServices;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>
/// Finds models released within the lookback: the population's first call of the model is at least a day after its first call of all.
/// </summary>
/// <remarks>The first call of the fifth account counts as the release. A single account's early access or misspelt name is no release.</remarks>
internal static class NewModels
{
    // Number of accounts that must have called a model. The last one's first call is the release.
    private const int FirstAccounts = 5;

    /// <summary>Returns the name and the release of each new model, earliest first. Releases are in microseconds since 1970-01-01 UTC.</summary>
    public static IReadOnlyList<(string Model, long Released)> Of(PopulationBaseline population)
    {
        var starts = new Dictionary<string, List<long>>();
        foreach (var profile in population.Profiles)
        {
            foreach (ref readonly var use in profile.Models)
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(starts, profile.History.Names[use.Name], out _);
                Keep(list ??= [], use.First);
            }
        }

        var known = Debuts.KnownFrom(population);
        return
        [
            .. starts
                .Where(s => s.Value.Count == FirstAccounts && s.Value[0] >= known)
                .Select(s => (Model: s.Key, Released: s.Value[^1]))
                .OrderBy(m => m.Released)
                .ThenBy(m => m.Model, StringComparer.Ordinal),
        ];
    }

    // Keeps the smallest few, ascending.
    private static void Keep(List<long> list, long micros)
    {
        var at = list.BinarySearch(micros);
        list.Insert(at < 0 ? ~at : at, micros);
        if (list.Count > FirstAccounts)
        {
            list.RemoveAt(FirstAccounts);
        }
    }
}
