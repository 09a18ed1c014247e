using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Groups;

/// <summary>What a person allows is evidence against a group, shown, and only as long as it holds.</summary>
public sealed class AllowListTests
{
    private const string Mail = "school.example";
    private static readonly (CallWindow[] Windows, AccountRecord[] Records) s_traffic = CampaignTraffic.Create(hydra: true);
    private static readonly DateTimeOffset s_now = s_traffic.Windows.Max(w => w.Hour).End;

    /// <summary>Two accounts have each of the campaign's cards. Three quarters of the accounts make the difference.</summary>
    [Theory]
    [InlineData(12, VerdictLevel.Watch)]
    [InlineData(9, VerdictLevel.Watch)]
    [InlineData(3, VerdictLevel.Suspect)]
    public void AGroupWithAllowedCards_IsWatched_AndSaysWhy(int cards, VerdictLevel level)
    {
        var cluster = Run([.. Cards(cards)]).Clusters.Single(c => c.Accounts.Any(a => a.Value[0] == 'h'));
        const string said = "2 of 24 accounts have the allowed card, which ana allows until 2026-06-01: Our class.";

        Assert.Equal(level, cluster.Level);
        Assert.Equal(
            level == VerdictLevel.Watch ? [$"{said} {said} {said}"] : [],
            cluster.Evidence.GetValueOrDefault("explanation", []).Select(r => r.Detail)
        );
    }

    /// <summary>Before it was made, after its end, and after it was lifted, an entry says nothing.</summary>
    [Theory]
    [InlineData(0, 1, null, VerdictLevel.Watch)]
    [InlineData(1, 5, null, VerdictLevel.Suspect)]
    [InlineData(-9, 0, null, VerdictLevel.Suspect)]
    [InlineData(-9, 9, -1, VerdictLevel.Suspect)]
    [InlineData(-9, 9, 1, VerdictLevel.Watch)]
    public void AnEntry_CountsFromWhenItWasMade_UntilItsEnd(int from, int until, int? lifted, VerdictLevel level)
    {
        AllowEntry[] entries = [.. Cards(12).Select(e => e with { At = s_now.AddHours(from), Expires = s_now.AddHours(until) })];
        AllowEntry[] lifts = lifted is { } hours
            ? [.. entries.Select(e => e with { Id = $"{e.Id}-lift", Allows = false, At = s_now.AddHours(hours), Expires = null })]
            : [];

        Assert.Equal(level, Run([.. lifts, .. entries]).Verdicts[Some.Account("h05")].Level);
    }

    /// <summary>Each kind is found by the value that events have, and no other account's verdict changes.</summary>
    [Theory]
    [InlineData(AllowKind.Network, "198.51.100.9")]
    [InlineData(AllowKind.Network, "198.51.100.0/24")]
    [InlineData(AllowKind.Card, "pm_school")]
    [InlineData(AllowKind.Business, "School.Example")]
    public void EachKind_IsFound(AllowKind kind, string value)
    {
        var entry = Entry(kind, AllowEntry.Normalized(kind, value)!);
        var population = PopulationBaseline.Of(
            [Some.Profile([Some.Call("a", ip: "198.51.100.7")], Some.Record("a", payment: "pm_school", domain: Mail))],
            [entry]
        );

        Assert.Contains(entry.Trait, population.Profiles[0].Traits.ToArray());
        Assert.Equal([entry], population.Allowed.Values);
    }

    [Theory]
    [InlineData(AllowKind.Network, "school.example", null)]
    [InlineData(AllowKind.Network, "198.51.100.0/16", null)]
    [InlineData(AllowKind.Network, "198.51.100.77", "198.51.100.0/24")]
    [InlineData(AllowKind.Network, "2001:db8::1", "2001:db8::/64")]
    [InlineData(AllowKind.Business, "ana@school.example", null)]
    [InlineData(AllowKind.Business, "school", null)]
    [InlineData(AllowKind.Business, " SCHOOL.example ", "school.example")]
    [InlineData(AllowKind.Card, " ", null)]
    [InlineData(AllowKind.Card, "pm_1", "pm_1")]
    public void Value_IsKeptInOneForm(AllowKind kind, string value, string? kept) => Assert.Equal(kept, AllowEntry.Normalized(kind, value));

    private static AllowEntry Entry(AllowKind kind, string value) =>
        new()
        {
            Id = "1",
            Kind = kind,
            Value = value,
            Allows = true,
            By = "ana",
            Why = "Our class.",
            At = s_now.AddDays(-1),
            Expires = DateTimeOffset.Parse("2026-06-01T00:00:00Z", CultureInfo.InvariantCulture),
        };

    private static IEnumerable<AllowEntry> Cards(int count) =>
        Enumerable.Range(0, count).Select(i => Entry(AllowKind.Card, $"card{i}") with { Id = $"e{i}" });

    private static CorrelationState Run(AllowEntry[] entries)
    {
        using var population = new Population();
        foreach (var record in s_traffic.Records)
        {
            population.Add(record);
        }

        foreach (var window in s_traffic.Windows)
        {
            population.Add(window);
        }

        var last = s_traffic.Windows.Max(w => w.Hour);
        return new Correlator(new DetectionOptions()).Correlate(population, last, CorrelationState.Empty, new AllowList(entries));
    }
}
