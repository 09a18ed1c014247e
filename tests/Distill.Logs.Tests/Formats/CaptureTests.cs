using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Avro;
using Avro.File;
using Avro.Generic;
using Distill.Cli.Tests;
using Distill.Core.Events;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Reading;

namespace Distill.Logs.Tests.Formats;

/// <summary>Files that Event Hubs Capture writes. The bodies are whatever senders sent.</summary>
public sealed class CaptureTests : IDisposable
{
    private const string Native =
        """{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m-1","inputTokens":812,"prompt":"Explain rain to me."}""";

    // As Azure documents it.
    private const string Schema = """
        {"type":"record","name":"EventData","namespace":"Microsoft.ServiceBus.Messaging","fields":[
          {"name":"SequenceNumber","type":"long"},
          {"name":"Offset","type":"string"},
          {"name":"EnqueuedTimeUtc","type":"string"},
          {"name":"SystemProperties","type":{"type":"map","values":["long","double","string","bytes"]}},
          {"name":"Properties","type":{"type":"map","values":["long","double","string","bytes","null"]}},
          {"name":"Body","type":["null","bytes"]}]}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("deflate")]
    public async Task Bodies_OfAnyFormat_AreRead(string codec)
    {
        var spans = await File.ReadAllTextAsync(PathOf("otlp-spans.jsonl"), TestContext.Current.CancellationToken);
        var litellm = await File.ReadAllLinesAsync(PathOf("litellm.jsonl"), TestContext.Current.CancellationToken);
        Write(
            codec,
            Utf8(Native),
            Utf8($"[{Again(2)},\n{Again(3)}]"),
            Utf8($"{Again(4)}\r\n{Again(5)}\n"),
            Utf8(spans),
            OtlpEncoder.Export(JsonNode.Parse(spans)!.AsObject())[4..],
            Utf8("\uFEFF" + litellm[0]),
            Gzip(Utf8(Again(6)))
        );

        var reading = await ReadAsync(_folder["capture.avro"]);

        Assert.Equal(0, reading.Log.Counts.RejectedInAll);
        Assert.Contains("Avro", Assert.Single(reading.Files).Layout, StringComparison.Ordinal);

        // Six of ours, one of LiteLLM, and one span: the same one in both encodings.
        Assert.Equal(8, reading.Log.Counts.Calls);
        Assert.All(reading.Log.Windows.SelectMany(w => w.Calls.ToArray()), c => Assert.Equal((812, true), (c.InputTokens, c.Prompt.IsKnown)));
    }

    [Fact]
    public async Task BodiesThatAreNoRecord_CountAsUnread()
    {
        Write("deflate", Utf8(Native), Utf8("heartbeat"), [1, 2, 3], []);

        var reading = await ReadAsync(_folder["capture.avro"]);

        Assert.Equal((1, 2), (reading.Log.Counts.Calls, reading.Log.Counts.RejectedInAll));
    }

    [Fact]
    public async Task PackedFile_AndOneCutShort()
    {
        Write("null", [.. Enumerable.Range(0, 2000).Select(i => Utf8(Again(i)))]);
        var bytes = await File.ReadAllBytesAsync(_folder["capture.avro"], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder["capture.avro.gz"], Gzip(bytes), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder["cut.avro"], bytes[..^1000], TestContext.Current.CancellationToken);

        Assert.Equal(2000, (await ReadAsync(_folder["capture.avro.gz"])).Log.Counts.Calls);
        var cut = await Assert.ThrowsAsync<IOException>(() => ReadAsync(_folder["cut.avro"]));
        Assert.Contains("damaged or cut short", cut.Message, StringComparison.Ordinal);
    }

    /// <summary>An Avro file that Capture did not write is a table.</summary>
    [Fact]
    public async Task OtherAvroFile_IsReadAsATable()
    {
        var schema = (RecordSchema)
            Avro.Schema.Parse(
                """
                {"type":"record","name":"Call","fields":[
                  {"name":"time","type":{"type":"long","logicalType":"timestamp-micros"}},{"name":"account","type":"string"},
                  {"name":"model","type":{"type":"enum","name":"Model","symbols":["small","large"]}},{"name":"inputTokens","type":["null","int"]},
                  {"name":"prompt","type":{"type":"array","items":{"type":"record","name":"Message","fields":[
                    {"name":"role","type":"string"},{"name":"content","type":"string"}]}}}]}
                """
            );
        var message = new GenericRecord((RecordSchema)((ArraySchema)schema["prompt"].Schema).ItemSchema);
        message.Add("role", "user");
        message.Add("content", "Explain rain to me.");
        var row = new GenericRecord(schema);
        row.Add("time", new DateTime(2026, 4, 22, 3, 0, 0, DateTimeKind.Utc));
        row.Add("account", "a");
        row.Add("model", new GenericEnum((EnumSchema)schema["model"].Schema, "large"));
        row.Add("inputTokens", 812);
        row.Add("prompt", new[] { message });
        using (var writer = DataFileWriter<GenericRecord>.OpenWriter(new GenericDatumWriter<GenericRecord>(schema), _folder["table.avro"]))
        {
            writer.Append(row);
        }

        var call = Assert.Single((await ReadAsync(_folder["table.avro"])).Log.Windows.SelectMany(w => w.Calls.ToArray()));

        Assert.Equal(("large", 812, true), (call.Model, call.InputTokens, call.Prompt.IsKnown));
        Assert.Equal(new DateTimeOffset(2026, 4, 22, 3, 0, 0, TimeSpan.Zero), call.Time);
    }

    [Fact]
    public void Replay_SendsTheSameEvents()
    {
        Write("null", Utf8(Native), Utf8($"[{Again(2)},{Again(3)}]"), Utf8(File.ReadAllText(PathOf("otlp-spans.jsonl"))));

        var events = new EventLines(FormatChoice.Detect).Of([_folder["capture.avro"]]).Select(e => Encoding.UTF8.GetString(e.Span)).ToArray();

        Assert.Equal([Native, Again(2), Again(3)], events[..3]);
        Assert.Contains("\"account\":\"acct_1\"", events[3], StringComparison.Ordinal);
        Assert.Equal(4, events.Length);
    }

    private static string Again(int id) => Native.Replace("\"id\":\"1\"", $"\"id\":\"n{id}\"", StringComparison.Ordinal);

    private void Write(string codec, params byte[][] bodies)
    {
        var schema = (RecordSchema)Avro.Schema.Parse(Schema);
        using var writer = DataFileWriter<GenericRecord>.OpenWriter(
            new GenericDatumWriter<GenericRecord>(schema),
            _folder["capture.avro"],
            Codec.CreateCodecFromString(codec)
        );
        foreach (var (body, i) in bodies.Select((b, i) => (b, i)))
        {
            var record = new GenericRecord(schema);
            record.Add("SequenceNumber", (long)i);
            record.Add("Offset", $"{i}");
            record.Add("EnqueuedTimeUtc", "4/22/2026 3:00:00 AM");
            record.Add("SystemProperties", new Dictionary<string, object> { ["x-opt-enqueued-time"] = 1776826800000L });
            record.Add("Properties", new Dictionary<string, object>());
            record.Add("Body", body);
            writer.Append(record);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string PathOf(string sample) => Path.Combine(AppContext.BaseDirectory, "Samples", sample);

    private static Task<LogReading> ReadAsync(string file) =>
        new LogReader(new EventLimits(), new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)).ReadAsync(
            [file],
            Stream.Null,
            new Gauge(),
            TestContext.Current.CancellationToken
        );
}
