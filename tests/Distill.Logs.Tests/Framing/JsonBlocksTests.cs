using System.Text;
using Distill.Logs.Framing;

namespace Distill.Logs.Tests.Framing;

public sealed class JsonBlocksTests
{
    private const int MaxRecord = 200;

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"records\":[]}", "records")]
    [InlineData("[{\"a\":1},{\"b\":[1,2]}]", null, "{\"a\":1}", "{\"b\":[1,2]}")]
    [InlineData("[\n {\"a\":\n1},\r\n {\"b\":2} ]\n", null, "{\"a\": 1}", "{\"b\":2}")]
    [InlineData("{\"a\":1}{\"b\":2}\n{\"c\":3}", null, "{\"a\":1}", "{\"b\":2}", "{\"c\":3}")]
    [InlineData("[[{\"a\":1}],[{\"b\":2}]]", null, "{\"a\":1}", "{\"b\":2}")]
    [InlineData("[{\"a\":1}]\n[{\"b\":2}]", null, "{\"a\":1}", "{\"b\":2}")]
    [InlineData("[{\"a\":\"]}\\\"{[\"},{\"b\":\"\\\\\"}]", null, "{\"a\":\"]}\\\"{[\"}", "{\"b\":\"\\\\\"}")]
    [InlineData("[1,\"x, y\",null,{\"a\":1}]", null, "1", "\"x, y\"", "null", "{\"a\":1}")]
    [InlineData("[{\"a\":1},{\"cut\":", null, "{\"a\":1}", "{\"cut\":")]
    [InlineData(
        "{\"note\":\"records\",\"other\":[{\"x\":1}],\"in\":{\"records\":[{\"y\":1}]},\"records\":[{\"a\":1},{\"b\":2}],\"n\":2}",
        "records",
        "{\"a\":1}",
        "{\"b\":2}"
    )]
    [InlineData("{\"records\":[{\"a\":1}]}\n{\"records\":[{\"records\":[1]}]}", "records", "{\"a\":1}", "{\"records\":[1]}")]
    public void Records_AreFoundHoweverTheBytesArrive(string json, string? wrapper = null, params string[] records)
    {
        foreach (var piece in (int[])[1, 2, 3, 7, 1000])
        {
            using var stream = new Trickle(Encoding.UTF8.GetBytes(json), piece);
            var blocks = JsonBlocks.Read(stream, "f", wrapper, blockBytes: 16, MaxRecord).ToArray();
            Assert.Equal(
                records.Select((r, i) => (i + 1L, r)),
                blocks.SelectMany(b => b.Split()).Select(r => (r.Number, Encoding.UTF8.GetString(r.Line.Span)))
            );
        }
    }

    [Fact]
    public void OverlongRecord_IsToldAndTheOthersKeepTheirNumbers()
    {
        var json = $"[{{\"a\":1}},{{\"b\":\"{new string('x', 10 * MaxRecord)}\"}},{{\"c\":3}}]";
        using var stream = new Trickle(Encoding.UTF8.GetBytes(json), 64);
        var blocks = JsonBlocks.Read(stream, "f", null, blockBytes: 1 << 16, MaxRecord).ToArray();
        Assert.Equal([(1, false), (2, true), (3, false)], blocks.Select(b => (b.FirstLine, b.IsOverlong)));
        Assert.Equal((10 * MaxRecord) + 8, blocks[1].OverlongBytes);
    }

    /// <summary>A stream that gives a few bytes at a time, as a pipe does.</summary>
    private sealed class Trickle(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }
}
