using System.Runtime.InteropServices;
using System.Text;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Mapping;
using Distill.Logs.Reading;

namespace Distill.Logs.Tests.Formats;

/// <summary>The events that are read from a sample of each format carry its facts.</summary>
public sealed class FormatSampleTests
{
    private const string Exact = "2026-04-22T03:00:00.000213Z";
    private const string Key = "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b";

    private static readonly DateTimeOffset s_arrived = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("otlp-spans.jsonl", Exact, "acct_1", "m-1-0420", "OpenTelemetry")]
    [InlineData("otlp-events.jsonl", Exact, "acct_1", "m-1", "OpenTelemetry")]
    [InlineData("otlp-openllmetry.jsonl", Exact, "acct_1", "m-1", "OpenTelemetry")]
    [InlineData("litellm.jsonl", Exact, Key, "m-1", "standard logging payload")]
    [InlineData("litellm-spend.jsonl", Exact, Key, "m-1", "spend logs")]
    [InlineData("litellm-spend-request.jsonl", Exact, Key, "m-1", "spend logs")]
    [InlineData("bedrock.jsonl", "2026-04-22T03:00:00Z", "arn:aws:sts::111122223333:assumed-role/app/s1", "eu.anthropic.m-1", "Bedrock")]
    [InlineData("apim.json", Exact, "sub-1", "m-1", "API Management")]
    [InlineData("apim.csv", Exact, "sub-1", "m-1", "API Management")]
    [InlineData("dump-openai.jsonl", Exact, "acct_1", "m-1", "OpenAI")]
    [InlineData("dump-anthropic.jsonl", Exact, "acct_1", "m-1", "Anthropic")]
    [InlineData("langfuse.csv", Exact, "acct_1", "m-1", "Langfuse")]
    [InlineData("kong.jsonl", "2026-04-22T03:00:00.123Z", "acct_1", "m-1", "Kong")]
    [InlineData("kong-3.8.jsonl", "2026-04-22T03:00:00.123Z", "acct_1", "m-1", "Kong")]
    [InlineData("vertex.jsonl", Exact, "acct_1", "m-1", "Vertex")]
    public async Task FirstCall_CarriesTheSamplesFacts(string sample, string time, string account, string model, string format)
    {
        var (reading, calls) = await ReadAsync(sample);
        Assert.Contains(format, Assert.Single(reading.Files).Format, StringComparison.Ordinal);
        Assert.Equal(0, reading.Log.Counts.RejectedInAll);
        var call = Assert.Single(calls, c => c.Time == DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(
            (account, model, 812, sample is "otlp-events.jsonl" ? 0 : 2048),
            (call.Account.Value, call.Model, call.InputTokens, call.OutputTokens)
        );
        AssertIsRain(call.Prompt);
    }

    [Theory]
    [InlineData("otlp-spans.jsonl", true, true, false)]
    [InlineData("litellm.jsonl", true, false, false)]
    [InlineData("litellm-spend.jsonl", true, false, false)]
    [InlineData("bedrock.jsonl", false, false, true)]
    [InlineData("apim.json", true, false, false)]
    [InlineData("dump-openai.jsonl", true, true, true)]
    [InlineData("dump-anthropic.jsonl", false, false, true)]
    [InlineData("kong.jsonl", true, true, false)]
    [InlineData("kong-3.8.jsonl", true, true, false)]
    public async Task AddressClientAndTools_AreTakenWhereTheFormatHasThem(string sample, bool ip, bool client, bool tools)
    {
        var call = (await ReadAsync(sample)).Calls[0];
        Assert.True(NetworkPrefix.TryParse("203.0.113.7"u8, out var network));
        Assert.Equal(ip ? network : default, call.Network);
        Assert.Equal(client ? Fingerprint.Mix(Fingerprint.Of("python-httpx/0.27"u8), 0) : 0, call.Client);
        Assert.Equal(tools ? Fingerprint.Mix(0, Fingerprint.Of("read_file"u8)) : 0, call.Tools);
    }

    [Theory]
    [InlineData("otlp-spans.jsonl", 1, OtherRecord.Embedding, OtherRecord.Failed, OtherRecord.NoCall)]
    [InlineData("otlp-logs.jsonl", 2, OtherRecord.NoCall)]
    [InlineData("otlp-events.jsonl", 1)]
    [InlineData("litellm.jsonl", 1, OtherRecord.Embedding, OtherRecord.Cached, OtherRecord.HealthCheck, OtherRecord.Failed)]
    [InlineData("litellm-spend.jsonl", 1, OtherRecord.Cached)]
    [InlineData("bedrock.jsonl", 2, OtherRecord.Embedding, OtherRecord.Failed)]
    [InlineData("apim.json", 2, OtherRecord.Failed, OtherRecord.NoCall)]
    [InlineData("apim.csv", 1)]
    [InlineData("azure-openai.json", 1)]
    [InlineData("dump-openai.jsonl", 1, OtherRecord.Embedding)]
    [InlineData("langfuse.csv", 1, OtherRecord.NoCall)]
    [InlineData("new-api.csv", 1, OtherRecord.NoCall)]
    public async Task RecordsThatAreNoCalls_AreKeptApart(string sample, int calls, params OtherRecord[] aside)
    {
        var (reading, read) = await ReadAsync(sample);
        Assert.Equal((calls, 0), (read.Count, reading.Log.Counts.RejectedInAll));
        Assert.Equal(aside.Order(), reading.Log.Counts.Aside.Keys);
    }

    [Fact]
    public async Task SpanAndItsEventInTwoFiles_AreOneCall()
    {
        var (reading, calls) = await ReadAsync(FormatChoice.Detect, "otlp-logs.jsonl", "otlp-spans.jsonl");
        Assert.Equal(["acct_1", "acct_2"], calls.Select(c => c.Account.Value).Order());
        Assert.Equal(0, reading.Log.Counts.Seen.Repeated);
        Assert.Equal(Exact, calls.Single(c => c.Account.Value == "acct_1").Time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null));
    }

    [Fact]
    public async Task RequestWithAMissingPiece_HasNoPrompt()
    {
        var (_, calls) = await ReadAsync("apim.json");
        Assert.Equal([("sub-1", true), ("sub-2", false)], calls.Select(c => (c.Account.Value, c.Prompt.IsKnown)).Order());
    }

    [Fact]
    public async Task DiagnosticLog_HasVolumeAndAMaskedAddress()
    {
        var (reading, calls) = await ReadAsync("azure-openai.json");
        Assert.Equal(("m-1", default(NetworkPrefix), false), (calls[0].Model, calls[0].Network, calls[0].Prompt.IsKnown));
        Assert.Equal(1, reading.Log.Counts.Faults[EventField.Ip, FieldFault.Masked]);
    }

    [Fact]
    public async Task ResellersLog_IsRead()
    {
        var (_, calls) = await ReadAsync("new-api.csv");
        Assert.Equal(("17", "m-1", "5", 812), (calls[0].Account.Value, calls[0].Model, calls[0].Reseller, calls[0].InputTokens));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1776826800), calls[0].Time);
    }

    [Fact]
    public async Task Mapping_SaysWhereTheFieldsStand()
    {
        var (reading, calls) = await ReadAsync(FormatChoice.Of(null, PathOf("mapped.map.json"), null), "mapped.jsonl");
        Assert.Equal(("acct_1", "m-1", 812, 2048), (calls[0].Account.Value, calls[0].Model, calls[0].InputTokens, calls[0].OutputTokens));
        AssertIsRain(calls[0].Prompt);
        Assert.True(calls[0].Network.IsKnown);
        Assert.Equal(1, reading.Log.Counts.Aside[OtherRecord.HealthCheck]);
    }

    [Theory]
    [InlineData("otlp-spans.jsonl", "service.name", "gateway")]
    [InlineData("litellm.jsonl", "metadata.user_api_key_team_id", "team-1")]
    [InlineData("langfuse.csv", "session_id", "s1")]
    [InlineData("apim.csv", "CallerIpAddress", "203.0.113.7")]
    public async Task AccountFrom_ReplacesTheFormatsOwnPlace(string sample, string path, string account) =>
        Assert.Equal(account, (await ReadAsync(FormatChoice.Of(null, null, path), sample)).Calls[0].Account.Value);

    [Fact]
    public async Task AccountThatIsAKey_BecomesItsFingerprint()
    {
        var (_, calls) = await ReadAsync(FormatChoice.Of(null, null, "headers.authorization"), "dump-openai.jsonl");
        Assert.StartsWith("key-", calls[0].Account.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", calls[0].Account.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPreset_NamesWhatACallNeeds()
    {
        Assert.Equal(FormatChoice.Names.Count, FormatChoice.Names.Distinct().Count());
        foreach (var name in FormatChoice.Names.Where(n => Presets.MapOf(n) is not null))
        {
            var map = Presets.MapOf(name)!;
            Assert.All([EventField.Time, EventField.Account, EventField.Model], f => Assert.Contains(f, map.Fields.Keys));
            Assert.NotEmpty(map.Recognized);
        }
    }

    [Theory]
    [InlineData("{\"fields\":{\"acount\":\"x\"}}", "no field \"acount\"")]
    [InlineData("{\"fields\":{\"time\":{\"path\":\"x\",\"unit\":\"fortnights\"}}}", "unit")]
    [InlineData("{\"preset\":\"litelm\"}", "no preset")]
    [InlineData("{\"field\":{}}", "no \"field\"")]
    [InlineData("[1]", "JSON object")]
    [InlineData("{", "no JSON")]
    public void WrongMapping_SaysWhatIsWrong(string json, string what)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, json);
        Assert.Contains(what, Assert.Throws<FormatException>(() => FormatChoice.Of(null, file, null)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void EventLines_GiveTheSameEventsAsTheReader()
    {
        var lines = new EventLines(FormatChoice.Detect);
        var events = lines.Of([PathOf("otlp-spans.jsonl"), PathOf("litellm.jsonl")]).Select(e => Encoding.UTF8.GetString(e.Span)).ToArray();
        Assert.Equal(2, events.Length);
        Assert.Contains("\"account\":\"acct_1\"", events[1], StringComparison.Ordinal);
        Assert.Equal((0, 7), (lines.Unread, lines.SetAside));
    }

    private static void AssertIsRain(in PromptFeatures prompt)
    {
        var expected = PromptFeatureExtractor.Extract("Explain rain to me."u8);
        Assert.Equal(
            MemoryMarshal.AsBytes(new ReadOnlySpan<PromptFeatures>(in expected)),
            MemoryMarshal.AsBytes(new ReadOnlySpan<PromptFeatures>(in prompt))
        );
    }

    private static string PathOf(string sample) => Path.Combine(AppContext.BaseDirectory, "Samples", sample);

    private static Task<(LogReading Reading, IReadOnlyList<ApiCall> Calls)> ReadAsync(string sample) => ReadAsync(FormatChoice.Detect, sample);

    private static async Task<(LogReading Reading, IReadOnlyList<ApiCall> Calls)> ReadAsync(FormatChoice choice, params string[] samples)
    {
        string[] files = [.. samples.Select(PathOf)];
        var reading = await new LogReader(new EventLimits(), s_arrived) { Formats = choice }.ReadAsync(
            files,
            Stream.Null,
            new Gauge(),
            TestContext.Current.CancellationToken
        );
        var parser = new EventParser(new EventLimits());
        var calls = new EventLines(choice)
            .Of(files)
            .Select(e => parser.Parse(e.Span, s_arrived))
            .Where(e => e.Kind == EventKind.Call)
            .Select(e => e.Call);
        return (reading, [.. calls]);
    }
}
