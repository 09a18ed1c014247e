using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Volumes;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Volumes;

public sealed class VolumeLedgerTests
{
    private static readonly VolumeOptions s_options = new() { MinCalls = 3, MinHours = 12 };

    private static readonly Hour s_first = Hour.Of(Some.Time);

    [Fact]
    public void Series_CountsCallsAccountsAndTheBusiest()
    {
        var population = Population(
            13,
            (hour, i) =>
                hour == 12
                    ? i == 0
                        ? 4
                        : 1
                    : 1
        );
        var ledger = Ledger(population);

        var series = Assert.Single(ledger.SeriesAt(s_first + 12, s_options));

        Assert.Equal(new VolumeKey(VolumeKind.Model, "m-1"), series.Key);
        Assert.Equal([.. Enumerable.Repeat(3.0, 12), 6.0], series.Points);
        Assert.Equal(new HourVolume(6, 3, 4), series.Last);
    }

    [Fact]
    public void HoursWithoutCalls_AreZero()
    {
        var ledger = Ledger(Population(13, (hour, _) => hour == 5 ? 0 : 1));

        Assert.Equal(0, Assert.Single(ledger.SeriesAt(s_first + 12, s_options)).Points[5]);
    }

    /// <summary>A new model has no usual volume yet.</summary>
    [Fact]
    public void YoungSeries_AreNotLookedAt() => Assert.Empty(Ledger(Population(11, (_, _) => 5)).SeriesAt(s_first + 10, s_options));

    [Fact]
    public void FewCalls_AreNotLookedAt() => Assert.Empty(Ledger(Population(13, (_, i) => i == 0 ? 2 : 0)).SeriesAt(s_first + 12, s_options));

    [Fact]
    public void CountingAnHourAnew_CountsItOnce()
    {
        var population = Population(13, (_, _) => 1);
        var ledger = Ledger(population);
        population.Add(Some.Window(Some.Call("late", id: "late", time: s_first.Start.AddHours(5))));

        ledger.Count(population, new HashSet<Hour> { s_first + 5 });

        Assert.Equal(
            [.. Enumerable.Repeat(3.0, 5), 4.0, .. Enumerable.Repeat(3.0, 7)],
            Assert.Single(ledger.SeriesAt(s_first + 12, s_options)).Points
        );
    }

    [Fact]
    public void DroppedHours_StartTheSeriesLater()
    {
        var ledger = Ledger(Population(30, (_, _) => 1));
        ledger.DropBefore(s_first + 10);

        Assert.Equal(20, Assert.Single(ledger.SeriesAt(s_first + 29, s_options)).Points.Count);
    }

    /// <summary>A sampled window counts with its estimated number of calls.</summary>
    [Fact]
    public void SampledWindow_CountsItsEstimate()
    {
        var population = Population(12, (_, _) => 1);
        ApiCall[] many =
        [
            .. Enumerable.Range(0, 4 * CallWindow.Capacity).Select(i => Some.Call("heavy", id: $"{i}", time: s_first.Start.AddHours(12))),
        ];
        population.Add(Some.Window(many));

        Assert.InRange(Assert.Single(Ledger(population).SeriesAt(s_first + 12, s_options)).Points[^1], 0.85 * many.Length, 1.15 * many.Length);
    }

    private static VolumeLedger Ledger(Population population)
    {
        var ledger = new VolumeLedger();
        ledger.Count(population, population.Histories.SelectMany(h => h.Windows.ToArray()).Select(w => w.Hour).ToHashSet());
        return ledger;
    }

    private static Population Population(int hours, Func<int, int, int> calls)
    {
        var population = new Population();
        for (var hour = 0; hour < hours; hour++)
        {
            for (var account = 0; account < 3; account++)
            {
                for (var call = 0; call < calls(hour, account); call++)
                {
                    population.Add(Some.Window(Some.Call($"a{account}", id: $"{hour}/{account}/{call}", time: s_first.Start.AddHours(hour))));
                }
            }
        }

        return population;
    }
}
