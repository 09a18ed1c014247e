using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Sharing;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Sharing;

/// <summary>A campaign among customers, what a run finds of it, and the bundle that another provider gets.</summary>
internal static class SharedTraffic
{
    private static readonly Lazy<CorrelationState> s_found = new(() => Run(Traffic, new SharedIndicators(Key, [])));

    public static SharingKey Key { get; } = new(Encoding.UTF8.GetBytes("a key that providers share, for tests"));

    public static SharingKey OtherKey { get; } = new(Encoding.UTF8.GetBytes("another key that nobody shares with us"));

    public static (CallWindow[] Windows, AccountRecord[] Records) Traffic { get; } = CampaignTraffic.Create(hydra: true);

    /// <summary>What a run finds with the key, and without any report.</summary>
    public static CorrelationState Found => s_found.Value;

    public static Cluster Cluster => Found.Clusters.Single(c => c.Level >= VerdictLevel.Suspect);

    public static byte[] Bundle(Tlp tlp = Tlp.Amber) =>
        StixBundle.Of(Cluster, Found.Portraits[Cluster.Id], new StixOptions { Producer = "Provider A", Tlp = tlp });

    /// <summary>The text of the bundle with one text in place of another, which must be there.</summary>
    public static byte[] Changed(string old, string with)
    {
        var text = Encoding.UTF8.GetString(Bundle());
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>An indicator that holds always.</summary>
    public static SharedIndicator Indicator(string kind, IEnumerable<string> hashes) =>
        new()
        {
            Id = $"indicator--{kind}",
            From = "Provider X",
            KeyId = Key.Id,
            Kind = kind,
            Hashes = [.. hashes],
            Modified = Some.Time,
            ValidFrom = DateTimeOffset.MinValue,
            Until = DateTimeOffset.MaxValue,
        };

    /// <summary>The run as of the last hour.</summary>
    public static CorrelationState Run((CallWindow[] Windows, AccountRecord[] Records) traffic, SharedIndicators shared)
    {
        using var population = PopulationOf(traffic);
        return new Correlator(new DetectionOptions()).Correlate(population, traffic.Windows.Max(w => w.Hour), CorrelationState.Empty, shared: shared);
    }

    /// <summary>Keyed hashes of everything that any account of the traffic has: the worst that a provider can report.</summary>
    public static SharedIndicator[] Everything((CallWindow[] Windows, AccountRecord[] Records) traffic)
    {
        using var population = PopulationOf(traffic);
        var scratch = new ProfileScratch();
        var end = traffic.Windows.Max(w => w.Hour).End;
        var (traits, framings) = (new HashSet<Trait>(), new HashSet<FramingKey>());
        foreach (var history in population.Histories)
        {
            var profile = AccountProfile.Of(history, end, scratch)!;
            traits.UnionWith(profile.Traits.ToArray());
            framings.UnionWith(profile.Framings.ToArray().Select(f => f.Key));
        }

        return [Indicator("network", traits.Select(Key.Of)), Indicator("framing", framings.Select(Key.Of))];
    }

    private static Population PopulationOf((CallWindow[] Windows, AccountRecord[] Records) traffic)
    {
        var population = new Population();
        Array.ForEach(traffic.Windows, population.Add);
        Array.ForEach(traffic.Records, population.Add);
        return population;
    }
}
