using Distill.Contracts;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Tests;

public sealed class KeyTests
{
    private static readonly Cell[] s_cells =
    [
        .. from pair in MarkDictionary.Standard.Pairs from context in Enumerable.Range(0, Cell.Contexts) select new Cell(pair.Id, (byte)context),
    ];

    [Fact]
    public void Signs_AreFairAndIndependentBetweenKeys()
    {
        var one = SomeMarks.Master().Derive(Layer.Cluster, "c1", SomeMarks.Epoch);
        MarkKey[] others =
        [
            SomeMarks.Master().Derive(Layer.Cluster, "c2", SomeMarks.Epoch),
            SomeMarks.Master().Derive(Layer.Account, "c1", SomeMarks.Epoch),
            SomeMarks.Master().Derive(Layer.Cluster, "c1", EpochId.Parse("next")),
            SomeMarks.Master(2).Derive(Layer.Cluster, "c1", SomeMarks.Epoch),
        ];
        var bound = 5 * Math.Sqrt(s_cells.Length);
        Assert.InRange(s_cells.Sum(one.Sign), -bound, bound);
        Assert.All(others, other => Assert.InRange(s_cells.Sum(c => one.Sign(c) * other.Sign(c)), -bound, bound));
    }

    [Fact]
    public void Cells_AreRoutedByShare()
    {
        var router = SomeMarks.Master().Router(SomeMarks.Epoch);
        var shares = s_cells.CountBy(router.Route).ToDictionary(c => c.Key, c => (double)c.Value / s_cells.Length);
        Assert.Equal(0.13, shares[Layer.Provider], 0.02);
        Assert.Equal(0.82, shares[Layer.Cluster], 0.02);
        Assert.Equal(0.05, shares[Layer.Account], 0.02);
    }

    [Fact]
    public void Requests_DrawTheirShareOfCells()
    {
        var key = SomeMarks.Master().Derive(Layer.Account, "a", SomeMarks.Epoch);
        var drawn = Enumerable.Range(0, 400).Sum(r => s_cells.Take(500).Count(c => key.Select($"r{r}").Includes(c, 0.3)));
        Assert.Equal(0.3, drawn / (400.0 * 500), 0.02);
        Assert.All(s_cells.Take(100), c => Assert.True(key.Select("r").Includes(c, 1) && !key.Select("r").Includes(c, 0)));
    }

    [Fact]
    public void Requests_DrawEachCellOnItsOwn()
    {
        var key = SomeMarks.Master().Derive(Layer.Cluster, "c", SomeMarks.Epoch);
        var cells = s_cells.Take(2000).ToArray();
        var pairs = Enumerable
            .Range(0, 200)
            .Sum(r => cells.Zip(cells.Skip(1)).Count(c => key.Select($"r{r}").Includes(c.First, 0.5) == key.Select($"r{r}").Includes(c.Second, 0.5)));
        Assert.Equal(0.5, pairs / (200.0 * 1999), 0.005);
        Assert.All(Enumerable.Range(0, 50), r => Assert.InRange(cells.Count(c => key.Select($"r{r}").Includes(c, 0.5)), 880, 1120));
    }

    [Fact]
    public void CellsDraw_IsSipHash() =>
        Assert.Equal(0x93f5_f579_9a93_2462UL, SipHash.Of(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908, 0x0706_0504_0302_0100));

    [Fact]
    public void AccountsCells_AreAlwaysSet()
    {
        Assert.Equal([0.5, 0.5, 1], Enum.GetValues<Layer>().Select(l => l.Rate(0.5)));
        Assert.All(Enum.GetValues<Layer>(), l => Assert.Equal(0, l.Rate(0)));
        var sites = Enumerable
            .Range(0, 20)
            .SelectMany(i =>
                SomeMarks.Marker().Mark(SomeMarks.Answer, SomeMarks.Assignment(), $"r{i}").Receipt.Sites.Where(s => s.Layer == Layer.Account)
            )
            .CountBy(s => s);
        Assert.All(sites, s => Assert.Equal(20, s.Value));
        Assert.NotEmpty(sites);
    }

    [Fact]
    public void Keys_NeverPrint()
    {
        var text = Convert.ToHexStringLower([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + 1))]);
        Assert.True(MasterKey.TryParse(text + "\n", out var master));
        object[] secrets = [master!, master!.Provider(SomeMarks.Epoch), master.Router(SomeMarks.Epoch)];
        Assert.All(secrets, s => Assert.Contains("not shown", s.ToString(), StringComparison.Ordinal));
        Assert.All(
            secrets,
            s => Assert.DoesNotContain(text[..8], System.Text.Json.JsonSerializer.Serialize(s, s.GetType()), StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("00ff")]
    [InlineData("no key at all, but long enough to be mistaken for one by its length alone")]
    public void WhatIsNoKey_IsNotRead(string text) => Assert.False(MasterKey.TryParse(text, out _));

    [Fact]
    public void ABase64Key_IsTheSameAsTheHexadecimalOne()
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        Assert.True(MasterKey.TryParse(Convert.ToHexString(bytes), out var one) & MasterKey.TryParse(Convert.ToBase64String(bytes), out var two));
        Assert.Equal(s_cells.Select(one!.Provider(SomeMarks.Epoch).Sign), s_cells.Select(two!.Provider(SomeMarks.Epoch).Sign));
    }
}
