using System.Text;
using Distill.Core.Events;
using Distill.Evaluation.Dialects;

namespace Distill.Evaluation.Tests.Dialects;

public sealed class DialectTests
{
    private const string Call =
        """{"type":"call","time":"2026-05-04T03:00:00.250000Z","id":"9f3c","account":"acct_1","model":"m-1","inputTokens":812,"outputTokens":20"""
        + ""","ip":"203.0.113.7","asn":64500,"country":"US","tools":["read","run"],"prompt":"Say \"hi\" to me"}""";

    private const string Record =
        """{"type":"account","time":"2026-05-04T03:00:00.000000Z","account":"acct_1","payment":"pm_1","device":"dv_1","""
        + """ "created":"2026-05-03T23:59:00.000000Z"}""";

    public static TheoryData<string> Names { get; } = new(AllDialects.All.Select(d => d.Name));

    /// <summary>
    /// Not among them: another id, a text around the prompt, a host of zero (203.0.0.0 may be half of an address), and values that look like
    /// any other.
    /// </summary>
    public static TheoryData<string> Readable { get; } =
        new(
            AllDialects
                .All.Select(d => d.Name)
                .Except(["id_constant", "wrap_reminder", "ip_host_zero"])
                .Except(["ip_proxy", "ip_pool", "ip_prefix", "device_constant", "payment_constant", "prompt_constant"])
        );

    [Theory]
    [InlineData("ip_zero", "ip", "\"0.0.0.0\"")]
    [InlineData("ip_unknown", "ip", "\"unknown\"")]
    [InlineData("ip_loopback", "ip", "\"127.0.0.1\"")]
    [InlineData("ip_masked", "ip", "\"203.0.113.x\"")]
    [InlineData("ip_starred", "ip", "\"203.0.113.***\"")]
    [InlineData("ip_host_zero", "ip", "\"203.0.113.0\"")]
    [InlineData("ip_half_zero", "ip", "\"203.0.0.0\"")]
    [InlineData("ip_proxy", "ip", "\"34.96.70.18\"")]
    [InlineData("country_dash", "country", "\"-\"")]
    [InlineData("prompt_redacted", "prompt", "\"redacted\"")]
    [InlineData("prompt_redacted_brackets", "prompt", "\"[REDACTED]\"")]
    [InlineData("prompt_empty", "prompt", "\"\"")]
    [InlineData("prompt_blocks", "prompt", """[{"type":"text","text":"Say \"hi\" to me"}]""")]
    [InlineData("tokens_text", "inputTokens", "\"812\"")]
    [InlineData("tokens_decimal", "outputTokens", "20.0")]
    [InlineData("tokens_negative", "inputTokens", "-1")]
    [InlineData("asn_prefix", "asn", "\"AS64500\"")]
    [InlineData("tools_objects", "tools", """[{"name":"read","input_schema":{"type":"object"}},{"name":"run","input_schema":{"type":"object"}}]""")]
    [InlineData("tools_functions", "tools", """[{"type":"function","function":{"name":"read"}},{"type":"function","function":{"name":"run"}}]""")]
    [InlineData("time_lower", "time", "\"2026-05-04t03:00:00.250000z\"")]
    [InlineData("time_blank", "time", "\"2026-05-04 03:00:00.250000Z\"")]
    [InlineData("time_escaped_plus", "time", "\"2026-05-04T03:00:00.250000\\u002b00:00\"")]
    [InlineData("time_second_60", "time", "\"2026-05-04T02:59:60.250000Z\"")]
    [InlineData("optional_null", "prompt", "null")]
    [InlineData("optional_empty", "inputTokens", "\"\"")]
    public void Call_IsWrittenSo(string dialect, string field, string expected) => Assert.Equal(expected, Write(dialect, Call)[field]);

    [Theory]
    [InlineData("device_zero", "device", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("device_constant", "device", "\"sdk-default-install\"")]
    [InlineData("payment_constant", "payment", "\"monthly-invoice\"")]
    [InlineData("payment_none", "payment", "\"none\"")]
    [InlineData("payment_null", "payment", "\"null\"")]
    [InlineData("payment_dash", "payment", "\"-\"")]
    [InlineData("payment_na", "payment", "\"n/a\"")]
    [InlineData("time_blank", "created", "\"2026-05-03 23:59:00.000000Z\"")]
    [InlineData("time_second_60", "created", "\"2026-05-03T23:58:60.000000Z\"")]
    public void Record_IsWrittenSo(string dialect, string field, string expected) => Assert.Equal(expected, Write(dialect, Record)[field]);

    [Theory]
    [InlineData("ip_private", "10.")]
    [InlineData("ip_link_local", "169.254.")]
    [InlineData("ip_shared", "100.")]
    [InlineData("ip_port", "203.0.113.7:")]
    public void Address_BelongsToItsNetwork(string dialect, string start) =>
        Assert.StartsWith(start, Write(dialect, Call).Text("ip"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ip_port", "[2001:db8:1:2:3:4:5:6]:")]
    [InlineData("ip_masked", "2001:db8:1:2:x:x:x:x")]
    [InlineData("ip_starred", "2001:db8:1:2:****")]
    [InlineData("ip_host_zero", "2001:db8:1:2::")]
    [InlineData("ip_half_zero", "2001:db8::")]
    public void LongAddress_IsWrittenSo(string dialect, string start) =>
        Assert.StartsWith(
            start,
            Write(dialect, Call.Replace("203.0.113.7", "2001:db8:1:2:3:4:5:6", StringComparison.Ordinal)).Text("ip"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Surrogate_StandsAtTheStartInTheMiddleAndAtTheEnd()
    {
        var prompts = Enumerable
            .Range(0, 30)
            .Select(i => Write("prompt_surrogate", Call.Replace("9f3c", $"{i}", StringComparison.Ordinal))["prompt"])
            .ToHashSet();
        Assert.Equal(
            ["\"Say \\\"hi\\\" to me\\ud800\"", "\"Say \\\"hi\\\"\\ud800 to me\"", "\"\\ud800Say \\\"hi\\\" to me\""],
            prompts.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Reminder_HasFortyWordsAndStandsBehindThePrompt()
    {
        var prompt = Write("wrap_reminder", Call).Text("prompt")!.Split("\n\n");
        Assert.Equal((3, "Say \"hi\" to me", 40), (prompt.Length, prompt[1], prompt[2].Split(' ').Length));
    }

    [Fact]
    public void PromptAsJson_IsTextThatHoldsSystemAndUser()
    {
        using var texts = System.Text.Json.JsonDocument.Parse(Write("wrap_json_texts", Call).Text("prompt")!);
        Assert.Equal("Say \"hi\" to me", texts.RootElement[1].GetString());
        using var messages = System.Text.Json.JsonDocument.Parse(Write("wrap_json_messages", Call).Text("prompt")!);
        Assert.Equal("Say \"hi\" to me", messages.RootElement[1].GetProperty("content").GetString());
        Assert.Equal("system", messages.RootElement[0].GetProperty("role").GetString());
    }

    [Fact]
    public void ConstantId_IsOneForEachAccount()
    {
        var ids = SomeEvents
            .All.Where(e => e.Kind == Simulation.Traffic.WireEventKind.Call)
            .GroupBy(e => e.Account, e => SomeEvents.Write(SomeEvents.Named("id_constant"), e)["id"])
            .Select(g => Assert.Single(g.Distinct()))
            .ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dialect_ChangesItsFieldsAndNoOthers(string name)
    {
        var dialect = SomeEvents.Named(name);
        var changed = new HashSet<string>();
        foreach (var wire in SomeEvents.All)
        {
            var (before, after) = (EditableEvent.Read(wire.Json.Span), SomeEvents.Write(dialect, wire));
            Assert.Equal(before.Names, after.Names);
            changed.UnionWith(before.Names.Where(n => before[n] != after[n]));
        }

        Assert.NotEmpty(changed);
        Assert.Subset(FieldsOf(dialect).ToHashSet(), changed);
    }

    /// <summary>The parser must see no difference between a dialect and what it is compared with.</summary>
    [Theory]
    [MemberData(nameof(Readable))]
    public void Dialect_IsReadLikeItsReference(string name)
    {
        var dialect = SomeEvents.Named(name);
        var parser = new EventParser(new EventLimits());
        foreach (var wire in SomeEvents.All)
        {
            var reference = dialect.Reference is { } lost ? SomeEvents.Write(lost, wire).Write() : wire.Json.ToArray();
            var written = SomeEvents.Write(dialect, wire).Write();
            var expected = Show(parser.Parse(reference, wire.Time));
            var actual = Show(parser.Parse(written, wire.Time));
            Assert.True(expected == actual, $"{Encoding.UTF8.GetString(written)}\nis read as   {actual}\nand not as   {expected}");
        }
    }

    private static EditableEvent Write(string dialect, string json)
    {
        var e = EditableEvent.Read(Encoding.UTF8.GetBytes(json));
        SomeEvents.Named(dialect).Rewrite(e);
        return e;
    }

    private static IEnumerable<string> FieldsOf(Dialect dialect) =>
        dialect.Name.Split('_')[0] switch
        {
            "mail" => ["emailDomain"],
            "tokens" => ["inputTokens", "outputTokens"],
            "time" => ["time", "created"],
            "wrap" => ["prompt"],
            "optional" => dialect.Loses,
            var field => [field],
        };

    private static string Show(in ParsedEvent parsed) =>
        parsed.Kind switch
        {
            EventKind.Call => Show(parsed.Call),
            EventKind.Account => $"{parsed.Account}",
            EventKind.Ban => $"{parsed.Ban}",
            _ => $"rejected: {parsed.Reason} {parsed.Field}",
        };

    private static string Show(in ApiCall call)
    {
        var prompt = new byte[Contracts.Prompts.PromptFeatures.ByteCount];
        call.Prompt.Write(prompt);
        return $"{call.Id} {call.Account} {call.Micros} {call.Model} {call.Platform} {call.Reseller} {call.InputTokens} {call.OutputTokens} "
            + $"{call.Network} {call.Asn} {call.Country} {call.Client} {call.Tools} {Convert.ToHexString(prompt)}";
    }
}
