using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>The families of framings in a population, and what each account uses of them.</summary>
/// <param name="Library">The families.</param>
/// <param name="Uses">What each account uses, in the baseline's order.</param>
internal sealed record FramingMatches(FramingLibrary Library, IReadOnlyList<FamilyUse[]> Uses)
{
    /// <summary>Finds the families, and looks up every call of every account among them.</summary>
    /// <param name="population">The calls.</param>
    /// <param name="baseline">All accounts.</param>
    /// <param name="remembered">Families of operators that an earlier run flagged.</param>
    public static FramingMatches Find(Population population, PopulationBaseline baseline, IReadOnlyList<FramingFamily> remembered)
    {
        var varied = Task.Run(() => WordingFamilies.Find(baseline));
        var families = FramingFamilies.Find(baseline, InnerFramings.Find(baseline));
        var library = new FramingLibrary([.. remembered, .. families, .. varied.GetAwaiter().GetResult()]);
        return new FramingMatches(library, Match(population, baseline, library));
    }

    private static FamilyUse[][] Match(Population population, PopulationBaseline baseline, FramingLibrary library)
    {
        var uses = new FamilyUse[baseline.Count][];
        population.ForEachShard(shard =>
            shard.Scan(() =>
            {
                using var scratch = Scratch.Rent<MatchScratch>();
                foreach (var history in shard.Histories)
                {
                    if (baseline.IndexOf(history) is >= 0 and var place)
                    {
                        uses[place] = library.Match(baseline.Profiles[place], scratch.Value);
                    }
                }
            })
        );
        return uses;
    }
}
