using System.Buffers.Binary;
using System.Text;
using Distill.Functions.Tests.Api;
using static Distill.Functions.Tests.Otlp.OtlpJson;
using static Distill.Functions.Tests.Otlp.OtlpSender;

namespace Distill.Functions.Tests.Otlp;

/// <summary>What is wrong in one span costs that one alone. A body that is no such request is refused whole.</summary>
public sealed class OtlpDocumentTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(20, false)]
    [InlineData(60, true)]
    [InlineData(300, true)]
    [InlineData(100_000, true)]
    public async Task AValueNestedAsDeepAsYouLike_CostsNoCall_InJson(int depth, bool isCut)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var (path, body) = Traces(Span(1), Span(2, ("gen_ai.input.messages", "DEEP")), Span(3));
        var deep = $"{Repeat("{\"arrayValue\":{\"values\":[", depth)}{{\"stringValue\":\"x\"}}{Repeat("]}}", depth)}";

        var answer = await SendAsync(instance, (path, body.Replace("{\"stringValue\":\"DEEP\"}", deep, StringComparison.Ordinal)));
        await JoinAsync(instance);

        AssertTaken(answer, isCut);
        Assert.Equal(3, (await CallsAsync(instance, Some.Start)).Length);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(60, true)]
    [InlineData(5000, true)]
    public async Task AValueNestedAsDeepAsYouLike_CostsNoCall_InProtobuf(int depth, bool isCut)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var deep = Text("x");
        for (var i = 0; i < depth; i++)
        {
            deep = Field(5, Field(1, deep));
        }

        byte[] spans = [.. ProtobufSpan(1), .. ProtobufSpan(2, Pair("gen_ai.input.messages", deep)), .. ProtobufSpan(3)];
        var answer = await SendAsync(instance, "v1/traces", Field(1, Field(2, spans)), Protobuf);
        await JoinAsync(instance);

        Assert.Equal(200, answer.Status);
        Assert.Equal(isCut, answer.Text.Contains("Values nested too deep were left out: 1.", StringComparison.Ordinal));
        Assert.Equal(3, (await CallsAsync(instance, Some.Start)).Length);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"attributes\":5}")]
    [InlineData("{\"attributes\":{}}")]
    public async Task WhatIsNoSpan_IsCounted_AndTheOthersCount(string bad)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var (path, body) = Traces(Span(1), [], Span(3));

        var answer = await SendAsync(instance, (path, body.Replace(",{},", $",{bad},", StringComparison.Ordinal)));
        await JoinAsync(instance);

        var partial = answer.Json.GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
        Assert.Equal("Not taken: not_an_object: 1.", partial.GetProperty("errorMessage").GetString());
        Assert.Equal(2, (await CallsAsync(instance, Some.Start)).Length);
    }

    [Theory]
    [InlineData("{\"resourceSpans\":5}", "resourceSpans is no list")]
    [InlineData("{\"resourceSpans\":{}}", "resourceSpans is no list")]
    [InlineData("{\"resourceSpans\":[null,{\"scopeSpans\":null}]}", "resourceSpans holds something that is no object")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":{}}]}", "scopeSpans is no list")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[5]}]}", "scopeSpans holds something that is no object")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":{}}]}]}", "spans is no list")]
    [InlineData("{\"resource_spans\":[]}", "It has no resourceSpans")]
    [InlineData("{\"foo\":1}", "It has no resourceSpans")]
    [InlineData("{\"resourceLogs\":[]}", "It holds log records. Send them to /v1/logs.")]
    [InlineData("[null,{\"scopeSpans\":null}]", "It is no JSON object")]
    public async Task WhatIsNoSuchDocument_IsRefused(string body, string why)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await SendAsync(instance, ("v1/traces", body));

        Assert.Equal(400, answer.Status);
        Assert.Contains(why, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyAtTheOthersAddress_IsRefused_InJsonAndInProtobuf()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var traces = Traces(Span(1)).Body;
        var record = Field(1, Field(2, Field(2, [0x09, .. Nanos(1), .. Field(6, Pair("user.id", Text("a")))])));

        var spans = await SendAsync(instance, ("v1/logs", traces));
        var protobufSpans = await SendAsync(instance, "v1/logs", Field(1, Field(2, ProtobufSpan(1))), Protobuf);
        var protobufRecords = await SendAsync(instance, "v1/traces", record, Protobuf);

        Assert.Equal((400, 400, 400), (spans.Status, protobufSpans.Status, protobufRecords.Status));
        Assert.All([spans, protobufSpans], a => Assert.Contains("Send them to /v1/traces.", a.Text, StringComparison.Ordinal));
        Assert.Contains("Send them to /v1/logs.", protobufRecords.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(instance, "v1/logs", record, Protobuf)).Status);
    }

    private static void AssertTaken(Answer answer, bool isCut)
    {
        Assert.Equal(200, answer.Status);
        if (!isCut)
        {
            Assert.Equal("{}", answer.Text);
            return;
        }

        var partial = answer.Json.GetProperty("partialSuccess");
        Assert.Equal("0", partial.GetProperty("rejectedSpans").GetString());
        Assert.Equal("Values nested too deep were left out: 1.", partial.GetProperty("errorMessage").GetString());
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static byte[] ProtobufSpan(int id, params byte[][] more) =>
        Field(
            2,
            [
                .. Field(1, [.. new byte[15], (byte)id]),
                .. Field(2, [.. new byte[7], (byte)id]),
                0x39,
                .. Nanos(id),
                .. new[] { Pair("gen_ai.operation.name", Text("chat")), Pair("gen_ai.request.model", Text("m")), Pair("user.id", Text("a")) }
                    .Concat(more)
                    .SelectMany(p => Field(9, p)),
            ]
        );

    private static byte[] Nanos(int minute)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, (Some.Start.AddMinutes(minute) - DateTimeOffset.UnixEpoch).Ticks * 100);
        return bytes;
    }

    private static byte[] Pair(string key, byte[] value) => [.. Field(1, Encoding.UTF8.GetBytes(key)), .. Field(2, value)];

    private static byte[] Text(string text) => Field(1, Encoding.UTF8.GetBytes(text));

    // A field with a length, in protobuf's wire format.
    private static byte[] Field(int number, byte[] bytes)
    {
        var head = new List<byte> { (byte)((number << 3) | 2) };
        var length = bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            head.Add((byte)(length | 0x80));
        }

        return [.. head, (byte)length, .. bytes];
    }
}
