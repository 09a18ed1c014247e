using Distill.Contracts;
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
/// <remarks>Keeps profiles between runs to spare work. Not for use by two threads at once.</remarks>
public sealed class Correlator(DetectionOptions options, NetworkLists? lists = null)
{
    private readonly ProfileCache _profiles = new();

    /// <summary>Correlates as of the end of <paramref name="hour"/>. The steps are the folders, in their order.</summary>
    /// <param name="population">Holds the windows of the lookback up to and with <paramref name="hour"/>, and facts of any time.</param>
    /// <param name="hour">The hour just closed.</param>
    /// <param name="previous">What the run before handed over.</param>
    public CorrelationState Correlate(Population population, Hour hour, CorrelationState previous)
    {
        // Profiles: what each account does, without the values that are no identity.
        var profiles = _profiles.At(population, hour.End);
        var common = CommonValues.Find(profiles, options);
        var baseline = PopulationBaseline.Of(CommonValues.Without(profiles, common));

        // Framings: families of framings, and what each account uses of them.
        var matches = FramingMatches.Find(population, baseline);

        // Groups: accounts that may belong together, by their framings or by infrastructure alone.
        var groups = new FramingGroups(baseline, options).Find(matches).Concat(new InfrastructureGroups(baseline, options).Find());

        // Signals and clusters: the groups that show something, no account in two of them.
        var search = new FindingSearch(baseline, options, lists);
        var found = search.Find(groups, matches);
        var totals = ClusterTotals.Of(population, found);
        var findings = search.Support(found);
        var clusters = ClusterReport.Of(findings, totals, previous.Clusters, hour, options);

        // Decisions: a verdict on every account.
        var verdicts = VerdictPolicy.Judge(baseline.Profiles, findings, clusters, previous.Verdicts, (hour.End, options));
        foreach (var profile in baseline.Profiles)
        {
            profile.History.LetGo();
        }

        return new CorrelationState
        {
            Watermark = hour,
            Verdicts = verdicts,
            Clusters = [.. clusters.OrderBy(c => c.Id)],
            CommonValues = common,
            ConstantPromptAccounts = baseline.CountConstantPrompts(),
        };
    }
}
