using System.Text;

namespace Distill.Simulation.Tests;

/// <summary>Accounts that are refused for their verdicts while the simulation is read.</summary>
public sealed class RefusalTests
{
    private static readonly Scenario s_scenario = SeedCampaigns.One(Some.Size(100, 20, 3));

    [Theory]
    [InlineData(24)]
    [InlineData(6)]
    [InlineData(1)]
    public void Hours_HaveTheEventsOfAWholeReading_HoweverManyArePlannedAtATime(int planned)
    {
        string[] whole = [.. new SimulationRun(s_scenario).Events().Select(e => Encoding.UTF8.GetString(e.Json.Span))];
        var run = new SimulationRun(s_scenario) { PlanHours = planned };
        var parts = new List<string>();
        foreach (var hour in run.Hours())
        {
            // The second half first: no event depends on one that was written before it.
            var half = hour.Count / 2;
            var last = hour.Write(half, hour.Count).Select(e => Encoding.UTF8.GetString(e.Json.Span)).ToArray();
            parts.AddRange(hour.Write(0, half).Select(e => Encoding.UTF8.GetString(e.Json.Span)));
            parts.AddRange(last);
        }

        Assert.Equal(whole, parts);
        Assert.Equal(whole.Count(e => e.Contains("\"type\":\"call\"", StringComparison.Ordinal)), run.Truth.Calls);
    }

    [Fact]
    public void RefusedAccounts_CallNoMore_AndAreReplacedInTime()
    {
        var run = new SimulationRun(s_scenario) { PlanHours = 12 };
        var at = s_scenario.Start.AddHours(60).AddMinutes(15);
        IReadOnlyList<CampaignBan> replaced = [];
        var calls = new Dictionary<string, List<DateTimeOffset>>();
        var (hours, refusals) = (0, 0);
        foreach (var hour in run.Hours())
        {
            foreach (var wire in hour.Write(0, hour.Count))
            {
                refusals += wire.Kind == Traffic.WireEventKind.Refusal ? 1 : 0;
                if (wire.Kind == Traffic.WireEventKind.Call)
                {
                    calls.TryAdd(wire.Account, []);
                    calls[wire.Account].Add(wire.Time);
                }
            }

            if (++hours == 60)
            {
                replaced = run.Refuse(run.Truth.Hydra, at);
            }
        }

        Assert.Equal(run.Truth.Hydra, replaced.Select(r => r.Account));
        Assert.All(run.Truth.Hydra.Where(calls.ContainsKey), a => Assert.True(calls[a].Max() < at));
        var first = replaced.Where(r => calls.ContainsKey(r.Replacement)).Select(r => calls[r.Replacement].Min() - at).ToArray();
        Assert.NotEmpty(first);
        Assert.All(first, wait => Assert.True(wait > TimeSpan.Zero));
        Assert.All(replaced, r => Assert.InRange(r.AvailableAt - at, TimeSpan.Zero, TimeSpan.FromHours(3)));
        Assert.True(refusals >= 2 * replaced.Count);
        Assert.Throws<ArgumentException>(() => run.Refuse(run.Truth.Hydra, at));
    }
}
