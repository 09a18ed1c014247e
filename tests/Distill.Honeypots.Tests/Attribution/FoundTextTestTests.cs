using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class FoundTextTestTests
{
    private static readonly EpochId s_epoch = EpochId.Parse("2026-w47");
    private static readonly MasterKey s_master = MasterKey.FromBytes("a master key of a test, long enough"u8);
    private static readonly MarkKey s_leaker = s_master.Derive(Layer.Cluster, "leaker", s_epoch);
    private static readonly Cell[] s_cells = [.. Enumerable.Range(0, 120).Select(i => new Cell((ushort)(i % 25), (byte)i))];

    [Theory]
    [InlineData("r1", true)]
    [InlineData("r1", false)]
    [InlineData("", true)]
    public void TextThatNoKeyMarked_IsAccusedNoMoreThanStated(string request, bool usage)
    {
        // A writer who never saw the keys, with habits far from the given usage. Only the keys are random.
        var found = Found(request, usage ? Usage(false) : new SiteCounts(), Choices(_ => true));
        var tests = Enumerable.Range(0, 20_000).AsParallel().Select(i => found.Test(Key($"k{i}"))).ToArray();
        foreach (var level in (double[])[0.1, 0.01, 0.001])
        {
            Assert.InRange(tests.Count(t => t.P <= level), 0, (20_000 * level) + (3 * Math.Sqrt(20_000 * level)));
        }

        Assert.True(tests.Count(t => t.P <= 0.1) > 200);
    }

    [Fact]
    public void RareForm_SaysMoreThanAUsualOne()
    {
        // The model never writes the second form, so it was set wherever it stands.
        var marked = Choices(c => IsSet(c) && s_leaker.Sign(c) > 0);
        foreach (var request in (string[])["r1", ""])
        {
            var (told, untold) = (Found(request, Usage(false), marked).Test(s_leaker), Found(request, new SiteCounts(), marked).Test(s_leaker));
            Assert.True(told.P < 1e-3 && told.LogP < untold.LogP - 1);
        }
    }

    [Fact]
    public void FormThatIsRareInItsCell_SaysMoreThanOneThatIsRareElsewhere()
    {
        // The model writes against the sign, in the cells themselves or in another context of each pair.
        var marked = Choices(c => IsSet(c) == s_leaker.Sign(c) > 0);
        var (here, elsewhere) = (new SiteCounts(), new SiteCounts());
        foreach (var cell in s_cells.SelectMany(c => Enumerable.Repeat(c, 40)))
        {
            here.Add(cell, s_leaker.Sign(cell) < 0);
            elsewhere.Add(cell with { Context = 250 }, s_leaker.Sign(cell) < 0);
        }

        Assert.True(Found("r1", here, marked).Test(s_leaker).LogP < Found("r1", elsewhere, marked).Test(s_leaker).LogP - 1);
    }

    [Fact]
    public void PiecesOfOneRequest_CountOnce()
    {
        var answer = Choices(c => s_leaker.Sign(c) > 0);
        var often = new FoundTextTest([.. Enumerable.Repeat(new Answer("r1", answer), 9)], new SiteCounts(), s_master.Router(s_epoch), 0.5);
        Assert.Equal(Found("r1", new SiteCounts(), answer).Test(s_leaker), often.Test(s_leaker));
    }

    [Fact]
    public void EditedChoices_WeakenTheTest_AndDoNotEndIt()
    {
        var set = s_cells.Where(IsSet).ToArray();
        double[] after =
        [
            .. new[] { 0, 2, set.Length }.Select(edits =>
                Found("r1", Usage(false), Choices(c => IsSet(c) && (s_leaker.Sign(c) > 0 ^ Array.IndexOf(set, c) < edits))).Test(s_leaker).LogP
            ),
        ];
        Assert.True(after[0] < after[1] && after[1] < Math.Log(1e-3));
        Assert.True(after[2] > Math.Log(0.01));
    }

    private static bool IsSet(Cell cell) => s_master.Router(s_epoch).Route(cell) == Layer.Cluster && s_leaker.Select("r1").Includes(cell, 0.5);

    private static MarkKey Key(string id) => s_master.Derive(Layer.Cluster, id, s_epoch);

    private static FoundTextTest Found(string request, SiteCounts usage, SiteCounts answer) =>
        new([new Answer(request, answer)], usage, s_master.Router(s_epoch), 0.5);

    private static SiteCounts Choices(Func<Cell, bool> form)
    {
        var counts = new SiteCounts();
        foreach (var cell in s_cells)
        {
            counts.Add(cell, form(cell));
        }

        return counts;
    }

    /// <summary>Twenty sightings of every pair: all in one form, or as many in each.</summary>
    private static SiteCounts Usage(bool? form)
    {
        var counts = new SiteCounts();
        for (var i = 0; i < 20 * 25; i++)
        {
            counts.Add(new Cell((ushort)(i % 25), 0), form ?? i / 25 % 2 == 0);
        }

        return counts;
    }
}
