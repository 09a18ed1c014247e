using Distill.Contracts.Verdicts;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Clusters;

/// <summary>Sums the calls and tokens of each finding's members, for the report.</summary>
internal static class ClusterTotals
{
    /// <summary>
    /// Returns the totals, in the findings' order. It also holds the calls of suspects in memory, because the supporting signals read all of them
    /// next.
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

    // The finding of each history, by the history's index. -1 for none.
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
