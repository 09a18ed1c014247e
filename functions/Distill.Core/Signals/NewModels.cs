using System.Runtime.InteropServices;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>Models that came out within the lookback: the population first called them a day or more after its first call of all.</summary>
/// <remarks>The fifth account's first call counts as the release: one account's early access or misspelt name is none.</remarks>
internal static class NewModels
{
    // See the remark.
    private const int FirstAccounts = 5;

    /// <summary>Name and release (microseconds) of each, earliest first.</summary>
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

    // The smallest few, in order.
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
