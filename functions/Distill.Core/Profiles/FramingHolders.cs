namespace Distill.Core.Profiles;

/// <summary>Counts how many accounts of the population use some framings, word for word.</summary>
internal static class FramingHolders
{
    /// <summary>The number of accounts for each of the framings, 0 included.</summary>
    public static IReadOnlyDictionary<FramingKey, int> Count(IReadOnlyList<AccountProfile> profiles, IEnumerable<FramingKey> framings)
    {
        var counts = framings.Distinct().ToDictionary(f => f, _ => 0);
        if (counts.Count == 0)
        {
            return counts;
        }

        foreach (var profile in profiles)
        {
            foreach (ref readonly var use in profile.Framings)
            {
                if (counts.TryGetValue(use.Key, out var count))
                {
                    counts[use.Key] = count + 1;
                }
            }
        }

        return counts;
    }
}
