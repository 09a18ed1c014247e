using System.Buffers;
using CsCheck;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Tests;

public sealed class MarkerTests
{
    private static readonly Gen<string> s_texts = Gen.Int[0, 100_000].Select(seed => new ProtectedDocuments(seed).Next().Text + SomeMarks.Prose);

    [Fact]
    public void MarkingTwice_ChangesNothing() =>
        s_texts.Sample(
            text =>
            {
                var marker = SomeMarks.Marker(rate: 0.7);
                var once = marker.Mark(text, SomeMarks.Assignment(), "r");
                var twice = marker.Mark(once.Text, SomeMarks.Assignment(), "r");
                Assert.Equal(once.Text, twice.Text);
                Assert.Equal(once.Receipt.Sites, twice.Receipt.Sites);
                Assert.Equal(RequestIds.Of(text), RequestIds.Of(once.Text));
            },
            iter: 300
        );

    [Fact]
    public void AStream_LeavesAsTheWholeDoes() =>
        Gen.Select(s_texts, Gen.Int[1, 40])
            .Sample(
                (text, size) =>
                {
                    var marker = SomeMarks.Marker(rate: 0.7);
                    var whole = marker.Mark(text, SomeMarks.Assignment(), "r");
                    using var stream = marker.Begin(SomeMarks.Assignment(), "r");
                    var output = new ArrayBufferWriter<char>();
                    for (var i = 0; i < text.Length; i += size)
                    {
                        stream.Write(text.AsSpan(i, Math.Min(size, text.Length - i)), output);
                    }

                    var receipt = stream.Complete(output);
                    Assert.Equal(whole.Text, output.WrittenSpan.ToString());
                    Assert.Equal((whole.Receipt.Before, whole.Receipt.After), (receipt.Before, receipt.After));
                    Assert.Equal(whole.Receipt.Sites, receipt.Sites);
                },
                iter: 200
            );

    [Fact]
    public void AStream_HoldsBackOneSentence()
    {
        using var stream = SomeMarks.Marker().Begin(SomeMarks.Assignment(), "r");
        var output = new ArrayBufferWriter<char>();
        stream.Write("The first sentence is here. The second is no", output);
        Assert.Equal("The first sentence is here. ", output.WrittenSpan.ToString());
    }

    [Fact]
    public void AStream_HoldsBackASite_UntilTheSentenceBehindIsKnown()
    {
        const string Site = "The house of the town is often cold in the winter. ";
        using var stream = SomeMarks.Marker().Begin(SomeMarks.Assignment(), "r");
        var output = new ArrayBufferWriter<char>();
        stream.Write(Site + "The second is no", output);
        Assert.Equal(0, output.WrittenCount);
        stream.Write("t here. The third", output);
        Assert.EndsWith("The second is not here. ", output.WrittenSpan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ATextWithNoEnd_IsNotHeldBackForever()
    {
        using var stream = SomeMarks.Marker().Begin(SomeMarks.Assignment(), "r");
        var output = new ArrayBufferWriter<char>();
        stream.Write(new string('x', 1_000_000), output);
        Assert.InRange(output.WrittenCount, 1_000_000 - 2000, 1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("No end of line")]
    [InlineData("\r\n\r\nIt is a line.\r\nAnd another one\r")]
    [InlineData("\uD83D half of a pair, and it is \uDE00 alone. Emoji \uD83D\uDE00 too.")]
    [InlineData("\0\u0001\u2028 It is odd.")]
    public void OddTexts_KeepWhatIsNoSite(string text)
    {
        var marked = SomeMarks.Marker(rate: 1).Mark(text, SomeMarks.Assignment(), "r");
        Assert.Equal(text, marked.Text);
    }

    [Fact]
    public void LineEnds_StayAsTheyAre()
    {
        var text = SomeMarks.Prose.Replace("\n", "\r\n", StringComparison.Ordinal);
        var marker = SomeMarks.Marker(rate: 1);
        var marked = marker.Mark(text, SomeMarks.Assignment(), "r").Text;
        Assert.NotEqual(text, marked);
        Assert.Equal(marker.Mark(SomeMarks.Prose, SomeMarks.Assignment(), "r").Text, marked.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void AtFullRate_EverySiteStandsAsItsKeySays()
    {
        var master = SomeMarks.Master();
        var router = master.Router(SomeMarks.Epoch);
        var marked = SomeMarks.Marker(rate: 1).Mark(SomeMarks.Prose, SomeMarks.Assignment("a", "c"), "r");
        MarkKey[] keys =
        [
            master.Provider(SomeMarks.Epoch),
            master.Derive(Layer.Cluster, "c", SomeMarks.Epoch),
            master.Derive(Layer.Account, "a", SomeMarks.Epoch),
        ];
        var sites = SiteScanner.Scan(marked.Text);
        Assert.True(sites.Count >= 12, $"{sites.Count} sites");
        Assert.All(sites, s => Assert.Equal(keys[(int)router.Route(s.Cell)].Sign(s.Cell) > 0, s.Form));
        Assert.Equal(sites.Select(s => s.Cell).Distinct().Count(), marked.Receipt.Sites.Count);
    }

    [Fact]
    public void WithoutACode_TheClustersSitesAreLeftAlone()
    {
        var marked = SomeMarks.Marker(rate: 1).Mark(SomeMarks.Prose, SomeMarks.Assignment("a", null), "r");
        Assert.DoesNotContain(marked.Receipt.Sites, s => s.Layer == Layer.Cluster);
        Assert.Contains(marked.Receipt.Sites, s => s.Layer == Layer.Provider);
    }

    [Fact]
    public void AtHalfRate_AtMostTwoWordsInAHundredChange()
    {
        var (words, changed) = (0, 0);
        var before = Words.Of(SomeMarks.Answer);
        for (byte seed = 0; seed < 200; seed++)
        {
            words += before.Length;
            changed += Words.Changed(before, Words.Of(SomeMarks.Marker(seed).Mark(SomeMarks.Answer, SomeMarks.Assignment(), $"r{seed}").Text));
        }

        Assert.InRange((double)changed / words, 0.005, 0.02);
    }
}
