using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Distill.Cli.Tests;
using Distill.Core.Events;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Reading;
using Distill.Logs.Sources;
using nietras.SeparatedValues;

namespace Distill.Logs.Tests.Formats;

/// <summary>The same records written in another way are the same calls.</summary>
public sealed class VariantTests : IDisposable
{
    private static readonly string[] s_json =
    [
        "otlp-spans.jsonl",
        "otlp-logs.jsonl",
        "otlp-events.jsonl",
        "litellm.jsonl",
        "litellm-spend.jsonl",
        "bedrock.jsonl",
        "apim.json",
        "azure-openai.json",
        "dump-openai.jsonl",
        "dump-anthropic.jsonl",
        "kong.jsonl",
        "kong-3.8.jsonl",
        "vertex.jsonl",
    ];

    private static readonly string[] s_tables = ["apim.csv", "langfuse.csv", "new-api.csv"];

    private static readonly (string Format, string Record)[] s_timed =
    [
        ("litellm", """{"id":"1","call_type":"completion","startTime":TIME,"model":"m-1","metadata":{"user_api_key_hash":"k"}}"""),
        ("bedrock", """{"schemaType":"ModelInvocationLog","timestamp":TIME,"identity":{"arn":"a"},"requestId":"1","modelId":"m"}"""),
        ("new-api", """{"user_id":1,"token_id":2,"created_at":TIME,"model_name":"m-1"}"""),
        ("kong", """{"started_at":TIME,"latencies":{},"consumer":{"id":"a"},"ai":{"p":{"meta":{"request_model":"m"}}}}"""),
        ("dump", """{"ts":TIME,"request":{"model":"m-1","messages":[],"user":"u"},"response":{"id":"1"}}"""),
        ("dump", """{"time":TIME,"request":{"model":"m-1","messages":[],"user":"u"},"response":{"id":"1"}}"""),
    ];

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Ways => [.. Variant.Json.Keys];

    public static TheoryData<string> TableWays => [.. Variant.Table.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Records_HoweverTheyAreWritten_AreTheSameCalls(string way)
    {
        foreach (var sample in s_json)
        {
            var expected = await CallsAsync(PathOf(sample));
            var files = Variant.Json[way](Records(sample)).Select(f => Write($"{sample}/{f.Name}", f.Bytes)).ToArray();
            var (calls, rejected, aside) = await CallsAsync([.. LogSources.Expand([Path.GetDirectoryName(files[0])!])]);

            Assert.NotEmpty(calls);
            Assert.True(
                expected.Calls.SequenceEqual(calls),
                $"{sample}: {string.Join('\n', calls)}\ninstead of\n{string.Join('\n', expected.Calls)}"
            );
            Assert.Equal((sample, 0L), (sample, rejected));
            Assert.Equal((sample, expected.Aside), (sample, aside));
        }
    }

    [Theory]
    [MemberData(nameof(TableWays))]
    public async Task Tables_HoweverTheyAreWritten_AreTheSameCalls(string way)
    {
        foreach (var sample in s_tables)
        {
            var expected = await CallsAsync(PathOf(sample));
            var (calls, rejected, _) = await CallsAsync(Write(sample, Variant.Utf8(Variant.Table[way](Rows(sample)))));

            Assert.True(
                expected.Calls.SequenceEqual(calls),
                $"{sample}: {string.Join('\n', calls)}\ninstead of\n{string.Join('\n', expected.Calls)}"
            );
            Assert.Equal((sample, 0L), (sample, rejected));
        }
    }

    /// <summary>A log that is still being written ends in half a record.</summary>
    [Fact]
    public async Task HalfARecordAtTheEnd_CountsAsOneThatCannotBeRead()
    {
        foreach (var sample in s_json)
        {
            var expected = await CallsAsync(PathOf(sample));
            var lines = Variant.Lines(Records(sample));

            foreach (
                var text in (string[])
                    [lines + lines[..(lines.Length / 3)], "[" + lines.TrimEnd().Replace("\n", ",", StringComparison.Ordinal) + ",{\"a\":"]
            )
            {
                var (calls, rejected, _) = await CallsAsync(Write(sample, Encoding.UTF8.GetBytes(text[..^1])));
                Assert.Equal((sample, 1L), (sample, rejected));
                Assert.True(expected.Calls.SequenceEqual(calls.Distinct()), sample);
            }
        }
    }

    /// <summary>Logs of several sources are often put into one file.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RecordsOfSeveralFormats_InOneFile_AreAllRead(bool oursFirst)
    {
        const string Ours = """{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"z","model":"m-1","prompt":"Explain rain to me."}""";
        string[] samples = [.. s_json.Where(s => s != "azure-openai.json")];
        var expected = await CallsAsync([.. samples.Select(PathOf)]);
        var others = string.Concat(samples.Select(s => Variant.Lines(Records(s))));

        var (calls, rejected, aside) = await CallsAsync(Write("mixed", Variant.Utf8(oursFirst ? $"{Ours}\n{others}" : $"{others}{Ours}\n")));

        Assert.Equal((0L, expected.Aside), (rejected, aside));
        Assert.Equal(expected.Calls.Length + 1, calls.Length);
        Assert.All(expected.Calls, c => Assert.Contains(c, calls));

        // A call that came twice is sent twice, and counts once.
        var parser = new EventParser(new EventLimits());
        var arrived = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var sent = new EventLines(FormatChoice.Detect).Of([_folder["mixed"]]).Select(e => Text(parser.Parse(e.Span, arrived).Call));
        Assert.Equal(calls.Distinct(), sent.Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string> Times =>
        new()
        {
            { "1776826800", "seconds" },
            { "\"1776826800\"", "seconds as text" },
            { "1776826800.5", "seconds and a part" },
            { "1.7768268E9", "seconds with an exponent" },
            { "1776826800000", "milliseconds" },
            { "\"1776826800000\"", "milliseconds as text" },
            { "1776826800000000", "microseconds" },
            { "1776826800000000000", "nanoseconds" },
            { "\"1776826800000000000\"", "nanoseconds as text" },
            { "\"2026-04-22 03:00:00\"", "no zone" },
            { "\"4/22/2026, 3:00:00.123 AM\"", "as Azure's portal exports it" },
            { "\"4/22/2026, 3:00:00 AM\"", "the same in whole seconds" },
            { "\"2026-04-22T03:00:00.000\"", "no zone" },
            { "\"2026-04-22 03:00:00+00\"", "a short zone" },
            { "\"2026-04-22 03:00:00.000 UTC\"", "a zone's name" },
            { "\"2026-04-22T05:00:00+02:00\"", "another zone" },
        };

    [Theory]
    [MemberData(nameof(Times))]
    public async Task Times_InAnyCommonForm_AreRead(string time, string what)
    {
        foreach (var (format, record) in s_timed)
        {
            var (calls, _, _) = await CallsAsync(Write("log", Variant.Utf8(record.Replace("TIME", time, StringComparison.Ordinal) + "\n")));
            Assert.True(
                calls.Length == 1 && calls[0].StartsWith("2026-04-22T03:00:00", StringComparison.Ordinal),
                $"{format}, {what}: {string.Join(' ', calls)}"
            );
        }
    }

    private static JsonNode[] Records(string sample)
    {
        var text = File.ReadAllText(PathOf(sample));
        return sample.EndsWith(".json", StringComparison.Ordinal)
            ? [.. JsonNode.Parse(text)!["records"]!.AsArray().Select(r => r!)]
            : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    private static string[][] Rows(string sample)
    {
        using var reader = Sep.Reader(o => o with { Unescape = true, HasHeader = false }).FromFile(PathOf(sample));
        var rows = new List<string[]>();
        foreach (var row in reader)
        {
            var cells = new string[row.ColCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = row[i].ToString();
            }

            rows.Add(cells);
        }

        return [.. rows];
    }

    private string Write(string name, byte[] bytes)
    {
        var path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string PathOf(string sample) => Path.Combine(AppContext.BaseDirectory, "Samples", sample);

    private static async Task<(string[] Calls, long Rejected, string Aside)> CallsAsync(params string[] files)
    {
        var reading = await new LogReader(new EventLimits(), new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)).ReadAsync(
            files,
            Stream.Null,
            new Gauge(),
            TestContext.Current.CancellationToken
        );
        var calls = reading.Log.Windows.SelectMany(w => w.Calls.ToArray()).Select(Text).Order(StringComparer.Ordinal);
        var aside = string.Join(' ', reading.Log.Counts.Aside.Select(a => $"{a.Key}={a.Value}"));
        return ([.. calls], reading.Log.Counts.RejectedInAll, aside);
    }

    // The id is left out: a record without one gets a fingerprint of its bytes.
    private static string Text(ApiCall call) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{call.Time.UtcDateTime:O} {call.Account} {call.Model} {call.Platform} {call.Reseller} {call.InputTokens} {call.OutputTokens} "
                + $"{call.Network} {call.Client} {call.Tools} {call.Prompt.Whole}"
        );
}
