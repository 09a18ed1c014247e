using System.Text;
using System.Text.Json;
using Distill.Functions.Otlp;
using Distill.Functions.Tests.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Distill.Functions.Tests.Otlp.OtlpJson;
using static Distill.Functions.Tests.Otlp.OtlpSender;

namespace Distill.Functions.Tests.Otlp;

/// <summary>Answers by OpenTelemetry's protocol, in the encoding of the request.</summary>
public sealed class OtlpAnswerTests(AzuriteFixture azurite)
{
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes(Traces(Span(1)).Body);

    [Fact]
    public async Task WhatCannotBeACall_IsCountedAndNamed_AndTheOthersCount()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var request = Traces(
            Span(1),
            Span(2, ("user.id", null)),
            Span(3, ("user.id", null)),
            Span(4, ("gen_ai.operation.name", "embeddings")),
            Span(5, ("gen_ai.request.model", null)),
            Span(6)
        );

        var answer = await SendAsync(instance, request);
        await JoinAsync(instance);

        Assert.Equal(200, answer.Status);
        var partial = answer.Json.GetProperty("partialSuccess");
        Assert.Equal("3", partial.GetProperty("rejectedSpans").GetString());
        Assert.Equal(
            "Not taken: missing_field account: 2, missing_field model: 1. Set the attribute user.id, or name yours in Distill:Ingest:AccountFrom.",
            partial.GetProperty("errorMessage").GetString()
        );
        Assert.Equal(2, (await CallsAsync(instance, Some.Start)).Length);
    }

    [Fact]
    public async Task LogRecords_AreRejectedUnderTheirOwnName()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await SendAsync(instance, Records(Details(1, ("user.id", null))));

        Assert.Equal("1", answer.Json.GetProperty("partialSuccess").GetProperty("rejectedLogRecords").GetString());
    }

    /// <summary>An export of one span without an account, as the protocol's definition encodes it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protobuf_IsAnsweredInProtobuf(bool gzip)
    {
        await using var instance = new Instance(azurite.NewAccount());
        byte[] pair = [0x0a, 20, .. "gen_ai.request.model"u8, 0x12, 5, 0x0a, 3, .. "m-1"u8];
        byte[] span =
        [
            0x0a,
            16,
            .. new byte[15],
            1,
            0x12,
            8,
            .. new byte[7],
            1,
            0x39,
            .. BitConverter.GetBytes(1776826800000000000),
            0x4a,
            (byte)pair.Length,
            .. pair,
        ];
        byte[] scope = [0x12, (byte)span.Length, .. span];
        byte[] resource = [0x12, (byte)scope.Length, .. scope];
        byte[] export = [0x0a, (byte)resource.Length, .. resource];

        var answer = await SendAsync(instance, "v1/traces", gzip ? Packed(export) : export, gzip ? [Protobuf, Gzip] : [Protobuf]);

        Assert.Equal((200, "application/x-protobuf"), (answer.Status, answer.Type));

        // partial_success (1): rejected_spans (1) is 1, and error_message (2) is a text. Its length takes two bytes or one.
        var inner = answer.Body[(answer.Body[1] < 0x80 ? 2 : 3)..];
        Assert.Equal("0A080112", Convert.ToHexString([answer.Body[0], .. inner[..3]]));
        Assert.Contains("missing_field account: 1", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyRequest_IsTaken()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var protobuf = await SendAsync(instance, "v1/logs", [], Protobuf);
        var json = await SendAsync(instance, "v1/logs", "{}"u8.ToArray(), Json);

        Assert.Equal((200, 0, 200, "{}"), (protobuf.Status, protobuf.Body.Length, json.Status, json.Text));
    }

    public static TheoryData<string, string?, string, string, int> Refused =>
        new()
        {
            { "not JSON", null, "application/json", "{\"resourceSpans\":[", 400 },
            { "a list", null, "application/json", "[]", 400 },
            { "no protobuf", null, "application/x-protobuf", "\u000f\u000f\u000f", 400 },
            { "cut protobuf", null, "application/x-protobuf", "\u000a\u007f12", 400 },
            { "no gzip", "gzip", "application/json", "{}", 400 },
            { "unknown packing", "br", "application/json", "{}", 415 },
            { "unknown type", null, "text/plain", "{}", 415 },
            { "no type", null, "", "{}", 415 },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task WhatCannotBeRead_IsRefused_WithAMessage(string what, string? packing, string type, string body, int status)
    {
        await using var instance = new Instance(azurite.NewAccount());
        (string, string)[] headers = packing is null ? [("Content-Type", type)] : [("Content-Type", type), ("Content-Encoding", packing)];

        var answer = await SendAsync(instance, "v1/traces", Encoding.Latin1.GetBytes(body), headers);

        Assert.Equal(status, answer.Status);
        var isJson = type == "application/json";
        Assert.Equal(isJson ? "application/json" : "application/x-protobuf", answer.Type);
        var message = isJson ? answer.Json.GetProperty("message").GetString()! : Encoding.UTF8.GetString(answer.Body[4..]);
        Assert.True(message.Length > 20, $"{what}: {message}");
    }

    [Fact]
    public async Task ABodyThatUnpacksToTooMuch_IsRefused()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await SendAsync(instance, "v1/traces", Packed(new byte[OtlpRequest.MaxBytes + 1]), Json, Gzip);

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task TooManyAtOnce_AreToldWhenToComeBack()
    {
        await using var instance = new Instance(azurite.NewAccount());
        using var intake = new OtlpIntake(
            instance.Get<OtlpReader>(),
            instance.Get<Functions.Storage.SpanPartTable>(),
            instance.Get<Functions.Ingest.BatchWriter>(),
            instance.Get<Functions.Telemetry.IngestMetrics>(),
            instance.Time
        );
        var bodies = Enumerable.Range(0, 4).Select(_ => new HeldBody(s_body)).ToArray();
        var held = bodies.Select(b => intake.TakeAsync(Request(b), isSpans: true)).ToArray();
        await Task.WhenAll(bodies.Select(b => b.IsRead));

        var refused = Request(new MemoryStream(s_body));
        var fifth = await intake.TakeAsync(refused, isSpans: true);

        Assert.Equal((429, "1"), (((IStatusCodeHttpResult)fifth).StatusCode, $"{refused.HttpContext.Response.Headers.RetryAfter}"));
        Array.ForEach(bodies, b => b.Release());
        Assert.All(await Task.WhenAll(held), a => Assert.Equal(200, ((IStatusCodeHttpResult)a).StatusCode));
        Assert.Equal(200, ((IStatusCodeHttpResult)await intake.TakeAsync(Request(new MemoryStream(s_body)), isSpans: true)).StatusCode);
    }

    [Theory]
    [InlineData(503, 503, 14, "5")]
    [InlineData(412, 429, 8, "1")]
    [InlineData(400, 500, 13, "")]
    public async Task AFailure_IsAStatus_AndSaysWhetherToSendAgain(int of, int status, int code, string retryAfter)
    {
        await using var instance = new Instance(azurite.NewAccount());
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = instance.Services, Response = { Body = body } };
        http.Request.ContentType = "application/json";

        await ApiCall.RunAsync(instance.Services, "PostTraces", http, () => throw new Azure.RequestFailedException(of, "x"));

        Assert.Equal((status, retryAfter), (http.Response.StatusCode, $"{http.Response.Headers.RetryAfter}"));
        Assert.Equal(code, JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("code").GetInt32());
    }

    private static HttpRequest Request(Stream body)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };
        http.Request.ContentType = "application/json";
        http.Request.Body = body;
        return http.Request;
    }

    // A body whose sender is slow.
    private sealed class HeldBody(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _read = new(),
            _go = new();

        public Task IsRead => _read.Task;

        public void Release() => _go.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _read.TrySetResult();
            await _go.Task.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
