using System.Text;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>
/// Only type, id, time, account and model may cost a call. Any other field that can't be read is dropped, cut or mended, and reported.
/// </summary>
public sealed class FieldFaultTests
{
    private readonly EventParser _parser = new(new EventLimits());

    [Theory]
    [InlineData("""  "inputTokens":"812" """, 812)]
    [InlineData("""  "inputTokens":812.0 """, 812)]
    [InlineData("""  "inputTokens":"812.0" """, 812)]
    [InlineData("""  "inputTokens":1e3 """, 1000)]
    [InlineData("""  "inputTokens":" 7 " """, 7)]
    [InlineData("""  "inputTokens":0 """, 0)]
    [InlineData("""  "inputTokens":{"$numberLong":"1024"},"outputTokens":{"$x":[1,{"y":2}]} """, 1024)]
    [InlineData("""  "inputTokens":"1,024" """, 1024)]
    [InlineData("""  "inputTokens":"1,234,567" """, 1234567)]
    [InlineData("""  "inputTokens":"12 345" """, 12345)]
    [InlineData("""  "inputTokens":"1_024" """, 1024)]
    [InlineData("""  "inputTokens":"1,02" """, 0, FieldFault.Unreadable)]
    [InlineData("""  "inputTokens":"1,024_512" """, 0, FieldFault.Unreadable)]
    [InlineData("""  "inputTokens":"999,999,999,999,999" """, 0, FieldFault.OutOfRange)]
    [InlineData("""  "inputTokens":-1 """, 0, FieldFault.OutOfRange)]
    [InlineData("""  "inputTokens":"-1" """, 0, FieldFault.OutOfRange)]
    [InlineData("""  "inputTokens":99999999999999999999999999 """, 0, FieldFault.OutOfRange)]
    [InlineData("""  "inputTokens":1e400 """, 0, FieldFault.OutOfRange)]
    [InlineData("""  "inputTokens":2147483648 """, 0, FieldFault.OutOfRange)]
    [InlineData("""  "inputTokens":"many" """, 0, FieldFault.Unreadable)]
    [InlineData("""  "inputTokens":8.5 """, 0, FieldFault.Unreadable)]
    [InlineData("""  "inputTokens":"n/a" """, 0, FieldFault.Unknown)]
    [InlineData("""  "inputTokens":"-" """, 0, FieldFault.Unknown)]
    [InlineData("""  "inputTokens":[812] """, 0, FieldFault.WrongType)]
    [InlineData("""  "inputTokens":{"text":812} """, 0, FieldFault.WrongType)]
    [InlineData("""  "inputTokens":true """, 0, FieldFault.WrongType)]
    [InlineData("""  "inputTokens":null """, 0)]
    [InlineData("""  "inputTokens":NaN """, 0)]
    [InlineData("""  "inputTokens":5,"inputTokens":7 """, 7, FieldFault.Repeated)]
    public void Count_IsReadOrDropped(string fragment, int count, FieldFault fault = FieldFault.None)
    {
        var parsed = Call(fragment);

        Assert.Equal((count, fault), (parsed.Call.InputTokens, parsed.Faults[EventField.InputTokens]));
    }

    [Theory]
    [InlineData("64500", 64500u)]
    [InlineData("\"64500\"", 64500u)]
    [InlineData("\"AS64500\"", 64500u)]
    [InlineData("\"as64500 Example Ltd\"", 64500u)]
    [InlineData("64500.0", 64500u)]
    [InlineData("\"AS64500, Example\"", 64500u)]
    [InlineData("\"AS64500|EXAMPLE\"", 64500u)]
    [InlineData("\"ASN64500\"", 64500u)]
    [InlineData("\"AS 64500\"", 64500u)]
    [InlineData("\"64500 Example Ltd\"", 64500u)]
    [InlineData("4200000000", 4200000000u)]
    [InlineData("0", 0u, FieldFault.Unknown)]
    [InlineData("\"AS0\"", 0u, FieldFault.Unknown)]
    [InlineData("\"-\"", 0u, FieldFault.Unknown)]
    [InlineData("-5", 0u, FieldFault.OutOfRange)]
    [InlineData("\"Example Ltd\"", 0u, FieldFault.Unreadable)]
    [InlineData("{}", 0u, FieldFault.WrongType)]
    public void Asn_IsReadOrDropped(string json, uint asn, FieldFault fault = FieldFault.None)
    {
        var parsed = Call($"\"asn\":{json}");

        Assert.Equal((asn, fault), (parsed.Call.Asn, parsed.Faults[EventField.Asn]));
    }

    [Theory]
    [InlineData("us", "US")]
    [InlineData("US", "US")]
    [InlineData(" de ", "DE")]
    [InlineData("T1", "T1")]
    [InlineData("UK", "GB")]
    [InlineData("US-CA", "US")]
    [InlineData("-", "", FieldFault.Unknown)]
    [InlineData("--", "", FieldFault.Unknown)]
    [InlineData("XX", "", FieldFault.Unknown)]
    [InlineData("zz", "", FieldFault.Unknown)]
    [InlineData("unknown", "", FieldFault.Unknown)]
    [InlineData("USA", "", FieldFault.Unreadable)]
    [InlineData("United States", "", FieldFault.Unreadable)]
    [InlineData("日本", "", FieldFault.Unreadable)]
    public void Country_IsReadOrDropped(string text, string country, FieldFault fault = FieldFault.None)
    {
        var parsed = Call($"\"country\":\"{text}\"");
        var read = parsed.Call.Country == 0 ? "" : $"{(char)(parsed.Call.Country >> 8)}{(char)(parsed.Call.Country & 0xFF)}";

        Assert.Equal((country, fault), (read, parsed.Faults[EventField.Country]));
    }

    [Theory]
    [InlineData("prompt", "\"half \\ud800 a pair of words\"")]
    [InlineData("prompt", "\"half \\udc00\\ud800 a pair of words\"")]
    [InlineData("userAgent", "\"agent/\\uDEAD\"")]
    [InlineData("tls", "\"t13d\\ud83d\"")]
    [InlineData("platform", "\"a\\ud800\"")]
    [InlineData("reseller", "\"a\\ud800\"")]
    [InlineData("id", "\"x\\ud800\"")]
    [InlineData("model", "\"m\\ud800\"")]
    [InlineData("tools", "[\"a\\ud800\"]")]
    public void HalfASurrogatePair_IsMendedAndCostsNothing(string field, string json)
    {
        var parsed = Parse(Event($"\"{field}\":{json}"));

        Assert.Equal(EventKind.Call, parsed.Kind);
        Assert.Equal(FieldFault.Mended, FaultOf(parsed, field));
    }

    [Theory]
    [InlineData("\"country\":[]", "country")]
    [InlineData("\"userAgent\":{\"a\":1}", "userAgent")]
    [InlineData("\"reseller\":false", "reseller")]
    [InlineData("\"platform\":[\"api\"]", "platform")]
    [InlineData("\"prompt\":true", "prompt")]
    [InlineData("\"tools\":7", "tools")]
    [InlineData("\"ip\":{}", "ip")]
    [InlineData("\"promptFeatures\":[]", "promptFeatures")]
    public void WrongTypes_CostTheFieldAlone(string fragment, string field) => Assert.Equal(FieldFault.WrongType, FaultOf(Call(fragment), field));

    [Theory]
    [InlineData("""{"v":4,"data":"AAAA"}""", FieldFault.Unreadable)]
    [InlineData("""{"v":3,"data":"AAAA"}""", FieldFault.Unreadable)]
    [InlineData("""{"v":99,"data":"AAAA"}""", FieldFault.OtherVersion)]
    [InlineData("""{"data":"AAAA"}""", FieldFault.Unreadable)]
    public void BadPromptFeatures_CostTheFieldAlone(string json, FieldFault fault) =>
        Assert.Equal(fault, Call($"\"promptFeatures\":{json}").Faults[EventField.PromptFeatures]);

    [Fact]
    public void ControlCharactersAndUnknownEscapes_AreMended()
    {
        var parsed = Parse(Event("\"prompt\":\"a\u0001b \\x41 \\u12 done\ttoo\",\"asn\":NaN,\"x\":-Infinity"));

        Assert.Equal((EventKind.Call, FieldFault.Mended), (parsed.Kind, parsed.Faults[EventField.Event]));
        Assert.True(parsed.Call.Prompt.IsKnown);
    }

    [Fact]
    public void DeepNesting_CostsNothing()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        Assert.True(Call($"\"extra\":{deep}").Faults.IsNone);
        Assert.Equal(EventKind.Call, Parse(Event($"\"prompt\":{deep},\"tools\":{deep},\"turns\":{deep}")).Kind);
    }

    [Fact]
    public void EventsUpToAMebibyte_AreRead_AndWhatIsOverIsCut()
    {
        var tools = string.Join(',', Enumerable.Range(0, 4000).Select(i => $"\"tool_{i}_{new string('x', 200)}\""));
        var parsed = Call($"\"tools\":[{tools}],\"userAgent\":\"{new string('u', 5000)}1\",\"platform\":\"{new string('é', 400)}\"");

        Assert.NotEqual(0ul, parsed.Call.Tools);
        Assert.Equal((FieldFault.Cut, FieldFault.Cut), (parsed.Faults[EventField.Tools], parsed.Faults[EventField.Platform]));
        Assert.Equal(new string('é', ApiCall.MaxNameBytes / 2), parsed.Call.Platform);
        Assert.NotEqual(0ul, parsed.Call.Client);
    }

    [Fact]
    public void LongCards_StayTwo()
    {
        var (a, b) = (Account($"\"payment\":\"{new string('p', 400)}a\""), Account($"\"payment\":\"{new string('p', 400)}b\""));

        Assert.Equal(FieldFault.Cut, a.Faults[EventField.Payment]);
        Assert.NotEqual(a.Account!.Payment, b.Account!.Payment);
        Assert.True(a.Account.Payment!.Length <= 256);
    }

    [Theory]
    [InlineData("\"id\":12345")]
    [InlineData("\"account\":42")]
    [InlineData("\"model\":4")]
    [InlineData("\"account\":\"ann \\ud83d\\ude00\"")]
    [InlineData("\"account\":\"anonymous\"")]
    public void NumbersAndEmoji_AreIds(string fragment) => Assert.Equal(EventKind.Call, Parse(Event(fragment)).Kind);

    [Fact]
    public void Counts_AddUp()
    {
        var (counts, others) = (new FieldFaultCounts(), new FieldFaultCounts());
        counts.Add(Call("\"ip\":\"nowhere\",\"country\":\"-\"").Faults);
        others.Add(Call("\"ip\":\"elsewhere\"").Faults);
        counts.Add(others);

        Assert.Equal([(EventField.Ip, FieldFault.Unreadable, 2), (EventField.Country, FieldFault.Unknown, 1)], counts.All);
    }

    [Fact]
    public void RandomDamage_NeverThrows()
    {
        var random = new Random(17);
        var whole = Encoding.UTF8.GetBytes(
            Event(
                """
                "ip":"203.0.113.7","asn":"AS1","tools":[{"function":{"name":"x"}}],
                "prompt":[{"role":"user","content":[{"type":"text","text":"a\ud800b"}]}],"turns":["a"],"system":"s"
                """
            )
        );
        var kinds = new int[4];
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "{}[]\",:\\u0e-"u8[random.Next(12)];
            }

            kinds[(int)_parser.Parse(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length), Some.Time).Kind]++;
        }

        Assert.True(kinds[(int)EventKind.Call] > 1000 && kinds[(int)EventKind.Rejected] > 1000);
    }

    private static FieldFault FaultOf(in ParsedEvent parsed, string field) =>
        parsed.Faults[Enum.GetValues<EventField>().Single(f => f.Name() == field)];

    // The fragment may repeat a required field. The last one counts.
    private static string Event(string fragment) =>
        $$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m",{{fragment}}}""";

    private ParsedEvent Call(string fragment)
    {
        var parsed = Parse(Event(fragment));
        Assert.Equal(EventKind.Call, parsed.Kind);
        return parsed;
    }

    private ParsedEvent Account(string fragment)
    {
        var parsed = Parse($$"""{"type":"account","time":"2026-04-22T03:00:00Z","account":"a",{{fragment}}}""");
        Assert.Equal(EventKind.Account, parsed.Kind);
        return parsed;
    }

    private ParsedEvent Parse(string json) => _parser.Parse(Encoding.UTF8.GetBytes(json), Some.Time);
}
