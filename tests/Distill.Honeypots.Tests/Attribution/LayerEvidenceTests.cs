using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class LayerEvidenceTests
{
    private static readonly EpochId s_epoch = EpochId.Parse("2026-w47");
    private static readonly MasterKey s_master = MasterKey.FromBytes("a master key of a test, long enough"u8);
    private static readonly AttributionOptions s_options = new();
    private static readonly Cell[] s_cells = [.. Enumerable.Range(0, 120).Select(i => new Cell((ushort)(i % 20), (byte)i))];

    [Fact]
    public void RequestsOfTextThatNoKeyMarked_AccuseNoMoreThanStated()
    {
        // Each request's answers repeat a habit of their own. Asking the same again and again gives such data.
        var evidence = new LayerEvidence(
            [.. Enumerable.Range(0, 6).Select(r => Asked(r == 0 ? "" : $"r{r}", 5, c => (c.Pair + r) % 3 == 0))],
            s_options
        );
        var tests = Enumerable.Range(0, 10_000).AsParallel().Select(i => evidence.Test(Key($"k{i}"))).ToArray();
        foreach (var level in (double[])[0.5, 0.1, 0.01])
        {
            Assert.InRange(tests.Count(t => t.P <= level), 0, (10_000 * level) + (3 * Math.Sqrt(10_000 * level)));
        }

        Assert.InRange(tests.Average(t => t.Z), -0.04, 0.04);
        Assert.InRange(tests.Count(t => t.Z > 1.645), 400, 600);
    }

    [Fact]
    public void CellThatAKeyDoesNotSet_SaysNothingOfIt()
    {
        var key = Key("c1");
        var drawn = s_cells.Where(c => key.Select("r1").Includes(c, s_options.MarkingRate)).ToHashSet();
        var known = new LayerEvidence([Asked("r1", 1, _ => true)], s_options);
        Assert.InRange(drawn.Count, 40, 80);
        Assert.Equal(drawn.OrderBy(c => c.Pair).ThenBy(c => c.Context), known.Of(key).Select(c => c.Count.Cell));
        Assert.All(known.Of(key), c => Assert.Equal(1, c.Set));
        Assert.Equal(s_cells.Length, new LayerEvidence([Asked("", 1, _ => true)], s_options).Test(key).Cells);
        Assert.Equal(s_cells.Length, known.Test(s_master.Derive(Layer.Account, "acct_1", s_epoch)).Cells);
    }

    [Fact]
    public void CellOfTwoRequests_CountsTheAnswersThatItWasSetIn()
    {
        var key = Key("c1");
        var evidence = new LayerEvidence(
            [Asked("r1", 2, _ => true), Asked("r2", 3, _ => false), Asked("", 4, _ => false), Asked("r1", 1, _ => false)],
            s_options
        ).Of(key);
        Assert.Equal(s_cells.Length, evidence.Count);
        foreach (var cell in evidence)
        {
            var (first, second) = (Sets("r1", cell.Count.Cell), Sets("r2", cell.Count.Cell));
            Assert.Equal((first ? 2 : 0, 4 + (first ? 3 : 0) + (second ? 3 : 0)), (cell.Count.Chosen, cell.Count.Sightings));
            Assert.Equal((cell.Count.Sightings - 4 + (4 * 0.5)) / cell.Count.Sightings, cell.Set, 12);

            // The habit comes from everything that was asked, drawn or not.
            var others = s_cells.Count(c => c.Pair == cell.Count.Cell.Pair) - 1;
            Assert.Equal(((2 * others) + 0.5) / ((10 * others) + 1), cell.Habit, 12);
        }

        bool Sets(string request, Cell cell) => key.Select(request).Includes(cell, s_options.MarkingRate);
    }

    [Fact]
    public void WhatAKeyExplains_IsTakenOutWhereItWasSet()
    {
        var key = Key("c1");
        var copied = new LayerEvidence([Asked("r1", 4, c => key.Select("r1").Includes(c, 0.5) ? key.Sign(c) > 0 : c.Pair % 2 == 0)], s_options);
        Assert.True(copied.Test(key).P < 1e-6);
        var rest = copied.Without(key);
        Assert.True(rest.Test(key).Z < copied.Test(key).Z / 2);
        var other = Key("c2");
        foreach (var cell in rest.Of(other))
        {
            Assert.Equal(key.Select("r1").Includes(cell.Count.Cell, 0.5), cell.Shift != 0);
        }
    }

    private static MarkKey Key(string id) => s_master.Derive(Layer.Cluster, id, s_epoch);

    private static Answer Asked(string request, int times, Func<Cell, bool> form)
    {
        var choices = new SiteCounts();
        foreach (var cell in s_cells)
        {
            for (var i = 0; i < times; i++)
            {
                choices.Add(cell, form(cell));
            }
        }

        return new Answer(request, choices);
    }
}
