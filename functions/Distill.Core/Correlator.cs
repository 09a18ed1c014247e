using Distill.Core.Correlation;
using Distill.Core.Events;
using Distill.Core.Signals;
using Distill.Core.Verdicts;
using Distill.Core.Windows;

namespace Distill.Core;

/// <summary>One run: the population as of the end of an hour in, verdicts and clusters out. The same input gives the same output.</summary>
/// <remarks>Keeps profiles between runs to spare work; they are derived from histories alone. Not for use by two threads at once.</remarks>
public sealed class Correlator(DetectionOptions options, NetworkLists? lists = null)
{
    private readonly Dictionary<AccountId, KnownProfile> _profiles = [];

    /// <summary>Correlates as of the end of <paramref name="hour"/>.</summary>
    /// <param name="population">Holds the windows of the lookback up to and with <paramref name="hour"/>, and facts of any time.</param>
    /// <param name="hour">The hour just closed.</param>
    /// <param name="previous">What the run before handed over.</param>
    public CorrelationState Correlate(Population population, Hour hour, CorrelationState previous)
    {
        var profiles = Profiles(population, hour.End);
        var findings = Findings(PopulationBaseline.Of(profiles));
        var ids = ClusterIdentities.Assign(
            [.. findings.Select(f => (IReadOnlyList<AccountId>)[.. f.Group.Members.Select(m => m.Profile.Account)])],
            previous.Clusters.Select(c => (c.Id, c.Accounts)),
            hour);
        var before = previous.Clusters.ToDictionary(c => c.Id);
        var clusters = new List<Cluster>();
        var decisions = new Decisions(options, hour.End, previous.Verdicts);
        for (var i = 0; i < findings.Count; i++)
        {
            var cluster = ClusterReport.Of(findings[i], ids[i], before.GetValueOrDefault(ids[i]), hour.End, options);
            clusters.Add(cluster);
            decisions.Decide(findings[i], cluster);
        }

        foreach (var profile in profiles)
        {
            decisions.DecideUnclustered(profile);
        }

        return new CorrelationState
        {
            Watermark = hour,
            Verdicts = decisions.Verdicts,
            Clusters = [.. clusters.OrderBy(c => c.Id)],
        };
    }

    private AccountProfile[] Profiles(Population population, DateTimeOffset time)
    {
        var known = population.Histories.AsParallel().Select(history => Profile(history, time)).ToArray();
        _profiles.Clear();
        foreach (var own in known)
        {
            _profiles.Add(own.History.Account, own);
        }

        return [.. known.Select(k => k.Profile).OfType<AccountProfile>().OrderBy(p => p.Account)];
    }

    private KnownProfile Profile(AccountHistory history, DateTimeOffset time)
    {
        var record = history.RecordAt(time);
        return _profiles.TryGetValue(history.Account, out var known) && known.Revision == history.Revision
            && ReferenceEquals(known.Record, record) && known.Profile?.BannedAt == history.BannedAt(time)
            ? known
            : new KnownProfile(history, history.Revision, record, AccountProfile.Of(history, time));
    }

    private IReadOnlyList<Finding> Findings(PopulationBaseline population)
    {
        var library = new TemplateLibrary([.. TemplateFamilies.Find(population.Profiles), .. WordingFamilies.Find(population.Profiles)]);
        var matches = population.Profiles.AsParallel().AsOrdered().Select(library.Match).ToArray();
        var fusion = new Fusion(population, options, lists);
        var found = new TemplateGroups(population, options).Find(library, matches)
            .Concat(new InfrastructureGroups(population, options).Find())
            .AsParallel().AsOrdered().Select(fusion.Assess).OfType<Finding>();
        return new ClusterSelection(population, fusion, new Affiliates(population, matches, options), options).Of(found);
    }

    private sealed record KnownProfile(AccountHistory History, int Revision, AccountRecord? Record, AccountProfile? Profile);
}
