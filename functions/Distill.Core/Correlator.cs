using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core;

/// <summary>One run: the population as of the end of an hour in, verdicts and clusters out. The same input gives the same output.</summary>
/// <remarks>Keeps profiles between runs to spare work; they are derived from histories alone. Not for use by two threads at once.</remarks>
public sealed class Correlator(DetectionOptions options, NetworkLists? lists = null)
{
    // By the histories' places in the population; null for those without calls.
    private AccountProfile?[] _profiles = [];

    /// <summary>Correlates as of the end of <paramref name="hour"/>.</summary>
    /// <param name="population">Holds the windows of the lookback up to and with <paramref name="hour"/>, and facts of any time.</param>
    /// <param name="hour">The hour just closed.</param>
    /// <param name="previous">What the run before handed over.</param>
    public CorrelationState Correlate(Population population, Hour hour, CorrelationState previous)
    {
        var profiles = Profiles(population, hour.End);
        var common = CommonValues.Find(profiles, options);
        profiles = CommonValues.Without(profiles, common);
        var (findings, totals, findingOf) = Findings(population, profiles);
        var ids = ClusterIdentities.Assign(
            [.. findings.Select(f => (IReadOnlyList<AccountId>)[.. f.Group.Members.Select(m => m.Profile.Account)])],
            previous.Clusters.Select(c => (c.Id, c.Accounts)),
            hour
        );
        var before = previous.Clusters.ToDictionary(c => c.Id);
        var clusters = new List<Cluster>();
        var decisions = new VerdictPolicy(options, hour.End, previous.Verdicts, profiles.Length);
        for (var i = 0; i < findings.Count; i++)
        {
            var cluster = ClusterReport.Of(findings[i], totals[i], ids[i], before.GetValueOrDefault(ids[i]), hour.End, options);
            clusters.Add(cluster);
            decisions.Decide(findings[i], cluster);
        }

        foreach (var profile in profiles)
        {
            profile.History.LetGo();
            if (findingOf[profile.History.Index] < 0)
            {
                decisions.DecideUnclustered(profile);
            }
        }

        return new CorrelationState
        {
            Watermark = hour,
            Verdicts = decisions.Verdicts,
            Clusters = [.. clusters.OrderBy(c => c.Id)],
            CommonValues = common,
            ConstantPromptAccounts = profiles
                .Where(p => p.ConstantPrompt != 0)
                .CountBy(p => p.ConstantPrompt)
                .Where(c => c.Value >= Fusion.MinSameConstant)
                .Sum(c => c.Value),
        };
    }

    private AccountProfile[] Profiles(Population population, DateTimeOffset time)
    {
        Array.Resize(ref _profiles, population.Histories.Count);
        population.ForEachShard(shard =>
        {
            AccountHistory[] changed = [.. shard.Histories.Where(h => !IsKnown(h, time))];
            shard.Visit(changed.Length, () => Renew(changed, time));
        });
        return [.. _profiles.AsParallel().OfType<AccountProfile>().OrderBy(p => p.Account)];
    }

    private void Renew(AccountHistory[] changed, DateTimeOffset time)
    {
        foreach (var history in changed)
        {
            _profiles[history.Index] = AccountProfile.Of(history, time);
        }
    }

    private bool IsKnown(AccountHistory history, DateTimeOffset time) =>
        _profiles[history.Index] is { } known
            ? ReferenceEquals(known.History, history)
                && known.Revision == history.Revision
                && ReferenceEquals(known.Record, history.FactsAt(time))
                && known.BannedAt == history.BannedAt(time)
            : history.Kept == 0;

    // Every call of everybody is looked at, a shard at a time.
    private FamilyUse[][] Matches(Population accounts, PopulationBaseline population, FramingLibrary library)
    {
        var matches = new FamilyUse[population.Count][];
        var places = new int[_profiles.Length];
        for (var i = 0; i < population.Count; i++)
        {
            places[population.Profiles[i].History.Index] = i;
        }

        accounts.ForEachShard(shard =>
            shard.Scan(() =>
            {
                foreach (var history in shard.Histories)
                {
                    if (_profiles[history.Index] is { } profile)
                    {
                        matches[places[history.Index]] = library.Match(profile);
                    }
                }
            })
        );
        return matches;
    }

    // What is found, the totals of each finding's calls, and the finding of each history by its place in the population; -1 for none.
    private (IReadOnlyList<Finding> Findings, CallTotals[] Totals, int[] FindingOf) Findings(Population accounts, AccountProfile[] profiles)
    {
        var varied = Task.Run(() => WordingFamilies.Find(profiles));
        var population = PopulationBaseline.Of(profiles);
        IReadOnlyList<FramingFamily> families = FramingFamilies.Find(profiles);
        CandidateGroup[] tied = [.. new InfrastructureGroups(population, options).Find()];
        var library = new FramingLibrary([.. families, .. varied.Result]);
        var matches = Matches(accounts, population, library);
        var fusion = new Fusion(population, options, lists);
        Finding[] found =
        [
            .. new FramingGroups(population, options)
                .Find(library, matches)
                .Concat(tied)
                .AsParallel()
                .AsOrdered()
                .Select(fusion.Assess)
                .OfType<Finding>(),
        ];
        var supported = found.Any(f => f.Level >= VerdictLevel.Suspect) ? Task.Run(fusion.PrepareSupport) : Task.CompletedTask;
        var kept = new ClusterSelection(population, fusion, new Affiliates(population, matches, options), options).Of(found);
        supported.GetAwaiter().GetResult();
        var findingOf = FindingOf(kept);
        var totals = Totals(accounts, kept, findingOf);
        return ([.. kept.Select(fusion.Support)], totals, findingOf);
    }

    private int[] FindingOf(IReadOnlyList<Finding> findings)
    {
        var findingOf = new int[_profiles.Length];
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

    // The calls of suspects are held meanwhile: the signals that support them look at all of these.
    private static CallTotals[] Totals(Population accounts, IReadOnlyList<Finding> findings, int[] findingOf)
    {
        CallTotals[] totals = [.. findings.Select(_ => new CallTotals(accounts.Names))];
        accounts.ForEachShard(shard =>
        {
            AccountHistory[] members = [.. shard.Histories.Where(h => findingOf[h.Index] >= 0)];
            shard.Visit(
                members.Length,
                () =>
                {
                    foreach (var member in members)
                    {
                        var finding = findingOf[member.Index];
                        lock (totals[finding])
                        {
                            member.AddTo(totals[finding]);
                        }

                        if (findings[finding].Level >= VerdictLevel.Suspect)
                        {
                            member.Hold();
                        }
                    }
                }
            );
        });
        return totals;
    }
}
