using System.Text.Json.Nodes;
using Distill.Logs.Framing;
using Distill.Logs.Tests.Formats;

namespace Distill.Logs.Tests.Framing;

public sealed class OtlpBlocksTests
{
    /// <summary>The tag of an export is also the end of a line.</summary>
    [Theory]
    [InlineData("\n\n\n\n")]
    [InlineData("\n\n\n{\"a\":1}\n")]
    [InlineData("\n\n\nid,time\n")]
    [InlineData("\n \n\n\tid,time\n")]
    public void BlankLines_AreNoExport(string text) => Assert.False(OtlpBlocks.IsOtlp(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void Exports_AreRecognized_WithTheirLengthAndWithout(int spans)
    {
        var span = new JsonObject
        {
            ["traceId"] = new string('a', 32),
            ["spanId"] = new string('b', 16),
            ["name"] = "chat",
            ["startTimeUnixNano"] = "1776826800000213000",
            ["attributes"] = new JsonArray(),
        };
        var scope = new JsonObject { ["spans"] = new JsonArray([.. Enumerable.Range(0, spans).Select(_ => span.DeepClone())]) };
        var resource = new JsonObject { ["scopeSpans"] = new JsonArray(scope) };
        var export = OtlpEncoder.Export(new JsonObject { ["resourceSpans"] = new JsonArray(resource) });

        Assert.True(OtlpBlocks.IsOtlp(export));
        Assert.True(OtlpBlocks.IsOtlp(export.AsSpan(sizeof(int))));
    }
}
