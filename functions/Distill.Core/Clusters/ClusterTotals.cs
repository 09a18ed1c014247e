using Distill.Contracts.Verdicts;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Clusters;

/// <summary>Counts the calls of each finding's members, for the report.</summary>
internal static class ClusterTotals
{
    /// <summary>
    /// Totals in the findings' order. Holds the calls of suspects in memory meanwhile, for the signals that support them read all of these.
    /// </summary>
    public static CallTotals[] Of(Population population, IReadOnlyList<Finding> findings)
    {
        var findingOf = FindingOf(population, findings);
        CallTotals[] totals = [.. findings.Select(_ => new CallTotals(population.Names))];
        population.ForEachShard(shard =>
        {
            AccountHistory[] members = [.. shard.Histories.Where(h => findingOf[h.Index] >= 0)];
            shard.Visit(
                members.Length,
                () =>
                {
                    using var buffer = Scratch.Rent<CallBuffer>();
                    foreach (var member in members)
                    {
                        var finding = findingOf[member.Index];
                        lock (totals[finding])
                        {
                            member.AddTo(totals[finding], buffer.Value);
                        }

                        if (findings[finding].Level >= VerdictLevel.Suspect)
                        {
                            member.Hold(buffer.Value);
                        }
                    }
                }
            );
        });
        return totals;
    }

    // The finding of each history by its place in the population; -1 for none.
    private static int[] FindingOf(Population population, IReadOnlyList<Finding> findings)
    {
        var findingOf = new int[population.Histories.Count];
        Array.Fill(findingOf, -1);
        for (var i = 0; i < findings.Count; i++)
        {
            foreach (var member in findings[i].Group.Members)
            {
                findingOf[member.Profile.History.Index] = i;
            }
        }

        return findingOf;
    }
}
