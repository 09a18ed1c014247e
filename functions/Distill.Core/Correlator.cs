using Distill.Contracts;
using Distill.Core.Backtests;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Newcomers;
using Distill.Core.Operations;
using Distill.Core.Options;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Core.Volumes;
using Distill.Core.Windows;

namespace Distill.Core;

/// <summary>Makes one run: the population as of the end of an hour in, verdicts and clusters out. The same input gives the same output.</summary>
/// <remarks>It keeps profiles between runs to save work. Not thread-safe.</remarks>
public sealed class Correlator(DetectionOptions options, NetworkLists? lists = null)
{
    private readonly ProfileCache _profiles = new();

    /// <summary>Correlates as of the end of <paramref name="hour"/>. The steps are the folders of this project, in order.</summary>
    /// <param name="population">The windows of the lookback up to and including <paramref name="hour"/>, and all account records and bans.</param>
    /// <param name="hour">The hour that just closed.</param>
    /// <param name="previous">The state after the run before.</param>
    /// <param name="allowed">What people allow. Entries made after the hour do not count.</param>
    /// <param name="shared">What other providers reported. What came in after the hour does not count.</param>
    public CorrelationState Correlate(
        Population population,
        Hour hour,
        CorrelationState previous,
        AllowList? allowed = null,
        SharedIndicators? shared = null
    )
    {
        // Profiles: what each account does, without cards and devices that identify nobody.
        var profiles = _profiles.At(population, hour.End);
        var common = CommonValues.Find(profiles, options);
        var baseline = PopulationBaseline.Of(CommonValues.Without(profiles, common), (allowed ?? AllowList.Empty).At(hour.End));

        // Framings: the families of framings, and what each account uses of them.
        var matches = FramingMatches.Find(population, baseline, previous.Operators?.Families ?? []);

        // Groups: accounts that may belong together, by their framings, by infrastructure alone, or by conversations that they hand over.
        var groups = new FramingGroups(baseline, options)
            .Find(matches)
            .Concat(new InfrastructureGroups(baseline, options).Find())
            .Concat(new HandoverGroups(baseline, options).Find());

        // Signals and clusters: the groups that show something. No account is in two of them.
        var earlier = new EarlierVerdicts(previous.Watermark, previous.Verdicts, previous.Bases);
        var held = HeldAccounts.Find(earlier, population, options);
        var elsewhere = shared is null ? null : new KnownElsewhere(baseline, shared.Key, shared.At(hour.End));
        var search = new FindingSearch(baseline, options, lists, elsewhere, held);
        var found = search.Find(groups, matches);
        var totals = ClusterTotals.Of(population, found);
        var findings = search.Support(found);
        var clusters = ClusterReport.Of(findings, totals, previous.Clusters, hour, options);

        // Decisions: a verdict on every account. What is not found again is held, and who was verified is allowed.
        var verdicts = VerdictPolicy.Judge(baseline.Profiles, findings, clusters, previous.Verdicts, (hour.End, options));
        var bases = HeldVerdicts.Keep(earlier, verdicts, (population, findings), hour, options);
        Appeals.Apply(verdicts, population, hour.End, options);

        // Operations: clusters that one operator runs. No verdict of a run follows from them.
        var resting = RestingClusters.Of(clusters, previous.Clusters, verdicts, hour.End);
        var operations = OperationReport.Of(resting, previous.Clusters, baseline, matches.Uses, (hour, options));

        // Newcomers: the marks of the operations, to compare new accounts with until the next run.
        var known = operations.ToDictionary(c => c.Id);
        var survey = new OperatorSurvey(baseline, matches, verdicts, options);
        var operators = survey.Of(findings, [.. clusters.Select(c => known[c.Id])], hour, previous.Operators);
        var portraits = ClusterPortraits.Of((findings, totals), clusters, (population, baseline), (hour, options), shared?.Key);
        var weights = RunWeights.Of(findings, clusters, search.Missed.Apart(findings), hour, options);

        foreach (var profile in baseline.Profiles)
        {
            profile.History.LetGo();
        }

        return new CorrelationState
        {
            Watermark = hour,
            Verdicts = verdicts,
            Bases = bases,
            Clusters = operations,
            Operators = operators,
            Portraits = portraits,
            Weights = weights,
            Values = ValueIndex.Of(findings, clusters, hour),
            Days = FactDays.Of(population, hour),
            CommonValues = common,
            ConstantPromptAccounts = baseline.CountConstantPrompts(),
        };
    }
}
