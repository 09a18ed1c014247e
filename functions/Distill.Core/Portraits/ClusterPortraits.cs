using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Portraits;

/// <summary>Makes the portraits of the clusters that a run found.</summary>
internal static class ClusterPortraits
{
    /// <summary>Returns the portraits by cluster.</summary>
    /// <param name="found">The findings, and what the members of each took, in the same order.</param>
    /// <param name="clusters">The findings' clusters, in the same order.</param>
    /// <param name="people">All accounts, and how common their values are.</param>
    /// <param name="run">The last hour, and the options, which say how long the lookback is.</param>
    /// <param name="key">The key that providers share; null to keep no values for them.</param>
    public static Dictionary<ClusterId, Portrait> Of(
        (IReadOnlyList<Finding> Findings, IReadOnlyList<CallTotals> Totals) found,
        IReadOnlyList<Cluster> clusters,
        (Population Population, PopulationBaseline Baseline) people,
        (Hour Hour, DetectionOptions Options) run,
        SharingKey? key
    )
    {
        var findings = found.Findings;
        if (findings.Count == 0)
        {
            return [];
        }

        var first = run.Hour - run.Options.LookbackHours + 1;
        var hourly = new HourlyCalls(first, run.Options.LookbackHours);
        var all = hourly.Of(people.Population);
        var events = new MemberEvents(people.Baseline);
        return findings
            .Zip(clusters, KeyedValues.Of(findings, people.Baseline, key))
            .Zip(found.Totals, (f, took) => (f.First, f.Second, f.Third, Took: took))
            .AsParallel()
            .Select(f =>
            {
                var (shared, ofMembers) = SharedValues.Of(f.First.Group, people.Baseline);
                PortraitMember[] members =
                [
                    .. f.First.Group.Members.Select(
                        (m, i) => new PortraitMember(m.Profile.Account, ofMembers[i]) { Calls = hourly.Of(m.Profile.History) }
                    ),
                ];
                return new Portrait
                {
                    Cluster = f.Second.Id,
                    From = first.Start,
                    Calls = [.. Enumerable.Range(0, all.Length).Select(h => members.Sum(m => (long)m.Calls[h]))],
                    PopulationCalls = all,
                    Shared = shared,
                    Members = members,
                    Events = events.Of([.. f.First.Group.Members.Select(m => m.Profile)]),
                    Intents = f.Took.Intents,
                    KeyId = key?.Id,
                    Values = key is null ? null : f.Third,
                };
            })
            .ToDictionary(p => p.Cluster);
    }
}
