using System.Text;
using Distill.Logs.Framing;

namespace Distill.Logs.Tests.Framing;

public sealed class CsvBlocksTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "{\"a\":\"1\",\"b\":\"2\"}")]
    [InlineData("a;b\r\n1;\"x;\"\"y\"\"\nz\"\r\n", "{\"a\":\"1\",\"b\":\"x;\\\"y\\\"\\nz\"}")]
    [InlineData("a\tb\n\t2", "{\"b\":\"2\"}")]
    [InlineData("a,b\n")]
    [InlineData("a,b\n1,2,3\n4,5\n", "\"1,2,3\"", "{\"a\":\"4\",\"b\":\"5\"}")]
    [InlineData("a,b\n1\n4,5\n", "\"1\"", "{\"a\":\"4\",\"b\":\"5\"}")]
    [InlineData("a,b,a\n1,2,3\n,2,3\n", "{\"a\":\"1\",\"b\":\"2\"}", "{\"b\":\"2\"}")]
    [InlineData("a [UTC],\"b\"\r1,2\r", "{\"a\":\"1\",\"b\":\"2\"}")]
    [InlineData("a,b\n1,\"open\n4,5\n", "\"1,\\\"open\\n4,5\\n\"")]
    public void Rows_BecomeObjects(string table, params string[] records)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(table));
        Assert.Equal(records, CsvBlocks.Read(stream, "f", 1 << 16).SelectMany(b => b.Split()).Select(r => Encoding.UTF8.GetString(r.Line.Span)));
    }
}
