using System.Text;
using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

public sealed class EventParserTests
{
    private const string Call = """
        {"type":"call","id":"9f3c","time":"2026-04-22T03:00:00.000213Z","account":"acct_1f2e","session":"s_77","platform":"api","reseller":"res_3",
         "model":"claude-opus-4-8","inputTokens":812,"outputTokens":2048,"ip":"203.0.113.7","asn":64500,"country":"US",
         "userAgent":"python-httpx/0.27","tls":"t13d","tools":["read_file","run_tests"],"prompt":"Say \"hi\" to \u00e9","unknown":{"a":[1,2]}}
        """;

    private readonly EventParser _parser = new(new EventLimits());

    [Fact]
    public void Call_KeepsWhatTheContractNamesAndNoPrompt()
    {
        var parsed = Parse(Call);

        Assert.Equal(EventKind.Call, parsed.Kind);
        var call = parsed.Call;
        Assert.Equal("acct_1f2e", call.Account.Value);
        Assert.Equal(new DateTimeOffset(2026, 4, 22, 3, 0, 0, TimeSpan.Zero).AddMicroseconds(213), call.Time);
        Assert.Equal(("claude-opus-4-8", "api", "res_3", 812, 2048), (call.Model, call.Platform, call.Reseller, call.InputTokens, call.OutputTokens));
        Assert.Equal("203.0.113.0/24", call.Network.ToString());
        Assert.Equal(PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes("Say \"hi\" to é")).Whole, call.Prompt.Whole);
    }

    [Fact]
    public void Call_WithOnlyRequiredFields_IsTaken() =>
        Assert.Equal(
            EventKind.Call,
            Parse("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","reseller":null}""").Kind
        );

    [Theory]
    [InlineData("", RejectReason.NotJson, null)]
    [InlineData("not json", RejectReason.NotJson, null)]
    [InlineData("""{"type":"call" """, RejectReason.NotJson, null)]
    [InlineData("""{"type":"call"} x""", RejectReason.NotJson, null)]
    [InlineData("[1]", RejectReason.NotAnObject, null)]
    [InlineData("3", RejectReason.NotAnObject, null)]
    [InlineData("{}", RejectReason.MissingField, "type")]
    [InlineData("""{"type":"poll","time":"2026-04-22T03:00:00Z","account":"a"}""", RejectReason.UnknownType, "type")]
    [InlineData("""{"type":"call","id":"1","account":"a","model":"m"}""", RejectReason.MissingField, "time")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","model":"m"}""", RejectReason.MissingField, "account")]
    [InlineData("""{"type":"call","time":"2026-04-22T03:00:00Z","account":"a","model":"m"}""", RejectReason.MissingField, "id")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":""}""", RejectReason.MissingField, "model")]
    [InlineData("""{"type":"call","id":"1","time":"yesterday","account":"a","model":"m"}""", RejectReason.BadTime, "time")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00","account":"a","model":"m"}""", RejectReason.BadTime, "time")]
    [InlineData("""{"type":"call","id":"1","time":812,"account":"a","model":"m"}""", RejectReason.BadTime, "time")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-23T03:00:00Z","account":"a","model":"m"}""", RejectReason.TimeTooFarInFuture, "time")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a\u0000","model":"m"}""", RejectReason.BadField, "account")]
    [InlineData("""{"type":"call","id":"1","time":"0001-01-01T00:00:00Z","account":"a","model":"m"}""", RejectReason.TimeTooLongAgo, "time")]
    [InlineData("""{"type":"call","id":"1","time":"1970-01-01T00:00:00Z","account":"a","model":"m"}""", RejectReason.TimeTooLongAgo, "time")]
    [InlineData("""{"type":"call","id":"1","time":"9999-12-31T23:59:60Z","account":"a","model":"m"}""", RejectReason.BadTime, "time")]
    [InlineData("""{"type":"call","id":[],"time":"2026-04-22T03:00:00Z","account":"a","model":"m"}""", RejectReason.BadField, "id")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":{"id":"a"},"model":"m"}""", RejectReason.BadField, "account")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":true}""", RejectReason.BadField, "model")]
    [InlineData("""{"type":7,"time":"2026-04-22T03:00:00Z","account":"a"}""", RejectReason.UnknownType, "type")]
    [InlineData("""{"type":"account","time":null,"account":"a"}""", RejectReason.MissingField, "time")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a\ud800","model":"m"}""", RejectReason.BadField, "account")]
    [InlineData("""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"\udc00","model":"m"}""", RejectReason.BadField, "account")]
    [InlineData("""{"type":"ban","time":"2026-04-22T03:00:00Z","account":"\uDBFFx"}""", RejectReason.BadField, "account")]
    [InlineData("""{"type":"ban","time":"2026-04-22T03:00:00Z","account":"a","account":"\uDBFFx"}""", RejectReason.BadField, "account")]
    public void BadEvent_HasItsReasonAndField(string json, RejectReason reason, string? field)
    {
        var parsed = Parse(json);

        Assert.Equal((EventKind.Rejected, reason, field), (parsed.Kind, parsed.Reason, parsed.Field));
    }

    [Fact]
    public void EventOverTheLimit_IsTooLarge() => Assert.Equal(RejectReason.TooLarge, Parse(new string(' ', 1024 * 1024) + "{}").Reason);

    [Fact]
    public void BytesThatAreNoUtf8_CostNothing()
    {
        var parsed = _parser.Parse(
            [.. """{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","prompt":"say """u8, 0xFF, 0xC3, .. "please\"}"u8],
            Some.Time
        );

        Assert.Equal((EventKind.Call, FieldFault.Mended), (parsed.Kind, parsed.Faults[EventField.Prompt]));
        Assert.True(parsed.Call.Prompt.IsKnown);
    }

    [Theory]
    [InlineData("1776826800")]
    [InlineData("1776826800000")]
    [InlineData("\"1776826800\"")]
    [InlineData("\"20260422T030000Z\"")]
    [InlineData("{\"$date\":\"2026-04-22T03:00:00Z\"}")]
    [InlineData("{\"$date\":{\"$numberLong\":\"1776826800000\"}}")]
    public void CountedOrBasicTime_IsTaken(string time) =>
        Assert.Equal(
            Some.Time,
            DateTimeOffset.UnixEpoch.AddMicroseconds(Parse($$"""{"type":"call","id":"1","time":{{time}},"account":"a","model":"m"}""").Call.Micros)
        );

    [Fact]
    public void ByteOrderMark_IsTaken() =>
        Assert.Equal(EventKind.Call, _parser.Parse([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Call)], Some.Time).Kind);

    [Fact]
    public void OneIdAtTwoTimes_IsTwoCalls_AndTheSameEventAgainIsOne()
    {
        var (first, again, other) = (
            Parse(Call).Call,
            Parse(Call.Replace("000213Z", "000213+00:00", StringComparison.Ordinal)).Call,
            Parse(Call.Replace("000213", "000214", StringComparison.Ordinal))
        );

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Call.Id);
        Assert.Equal(Parse(Call).IdFingerprint, other.IdFingerprint);
    }

    [Fact]
    public void AccountBanAndUnban_AreRead()
    {
        var account = Parse(
            """{"type":"account","time":"2026-04-20T11:02:09Z","account":"a","created":"2026-04-20T11:02:09Z","payment":"pm","kyc":"business"}"""
        );
        var ban = Parse("""{"type":"ban","time":"2026-04-20T11:02:09Z","account":"a","reason":"abuse"}""");
        var unban = Parse("""{"type":"unban","time":"2026-04-20T11:02:09Z","account":"a"}""");

        Assert.Equal((KnowYourCustomer.Business, "pm"), (account.Account!.Kyc, account.Account.Payment));
        Assert.Equal((false, "abuse"), (ban.Ban!.Lifted, ban.Ban.Reason));
        Assert.True(unban.Ban!.Lifted);
    }

    [Theory]
    [InlineData(PromptFeatures.Version, PromptFeatures.ByteCount, 2)]
    [InlineData(PromptFeatures.Version3, PromptFeatures.ByteCountOf3, 0)]
    public void PromptFeatures_StandForThePromptTheyCameFrom(int version, int length, int starts)
    {
        var features = PromptFeatureExtractor.Extract(
            "You are a careful grader. Grade this essay about rivers in one word. Then say in one sentence why."u8
        );
        var bytes = new byte[PromptFeatures.ByteCount];
        features.Write(bytes);

        var parsed = Parse(
            $$$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","promptFeatures":"""
                + $$$"""{"v":{{{version}}},"data":"{{{Convert.ToBase64String(bytes, 0, length)}}}"}}"""
        );

        Assert.Equal(EventKind.Call, parsed.Kind);
        Assert.Equal(features.Whole, parsed.Call.Prompt.Whole);
        Assert.Equal(features.Tails[3], parsed.Call.Prompt.Tails[3]);
        Assert.Equal(starts, parsed.Call.Prompt.Starts);
        Assert.Equal(starts == 0 ? 0 : features.Passages[1], parsed.Call.Prompt.Passages[1]);
    }

    [Fact]
    public void KnownCall_AllocatesNothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Call);
        for (var i = 0; i < 50; i++)
        {
            _parser.Parse(bytes, Some.Time);
        }

        // A garbage collection during a round may empty the pool of buffers that decoding rents from. It can't do so in every round.
        Assert.Equal(
            0,
            Enumerable
                .Range(0, 5)
                .Min(_ =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    for (var i = 0; i < 1000; i++)
                    {
                        _parser.Parse(bytes, Some.Time);
                    }

                    return GC.GetAllocatedBytesForCurrentThread() - before;
                })
        );
    }

    [Fact]
    public void CallOfAnotherDialect_AllocatesNothing()
    {
        var bytes = Encoding.UTF8.GetBytes(
            """
            {"type":"call","id":7,"time":"2026-04-22 03:00:00,5+00","account":"acct_1","model":"m","ip":"203.0.113.7:443",
             "inputTokens":"812","asn":"AS64500","userAgent":"-","tools":[{"type":"function","function":{"name":"run"}}],
             "prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Why is \ud800 blue?"}]}]}
            """
        );
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(EventKind.Call, _parser.Parse(bytes, Some.Time).Kind);
        }

        Assert.Equal(
            0,
            Enumerable
                .Range(0, 5)
                .Min(_ =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    for (var i = 0; i < 1000; i++)
                    {
                        _parser.Parse(bytes, Some.Time);
                    }

                    return GC.GetAllocatedBytesForCurrentThread() - before;
                })
        );
    }

    private ParsedEvent Parse(string json) => _parser.Parse(Encoding.UTF8.GetBytes(json), Some.Time);
}
