using System.Text;
using System.Text.Json;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>A placeholder is no value: accounts that share it have nothing in common.</summary>
public sealed class PlaceholderTests
{
    private readonly EventParser _parser = new(new EventLimits());

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NULL")]
    [InlineData("(null)")]
    [InlineData("nil")]
    [InlineData("n/a")]
    [InlineData("N.A.")]
    [InlineData("na")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("?")]
    [InlineData("unknown")]
    [InlineData("<unknown>")]
    [InlineData("undefined")]
    [InlineData("[redacted]")]
    [InlineData("REDACTED")]
    [InlineData("***")]
    [InlineData("********")]
    [InlineData("xxxx-xxxx")]
    [InlineData("not_set")]
    [InlineData("not available")]
    [InlineData("empty")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("0000000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    [InlineData("0x0000000000")]
    [InlineData("pm_none")]
    [InlineData("pm_")]
    [InlineData("N\\A")]
    [InlineData("n/a.")]
    [InlineData(".")]
    [InlineData("no_card")]
    [InlineData("No payment method")]
    [InlineData("free")]
    [InlineData("无")]
    [InlineData("不明")]
    [InlineData("Нет")]
    [InlineData("keine")]
    [InlineData("urn:uuid:00000000-0000-0000-0000-000000000000")]
    [InlineData("02:00:00:00:00:00")]
    [InlineData("pm_000000000000")]
    [InlineData("device:unknown")]
    [InlineData("dv-null")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("\\N")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("#N/A")]
    [InlineData("#N/A N/A")]
    [InlineData("#REF!")]
    [InlineData("<no value>")]
    [InlineData("${undefined}")]
    [InlineData("(not set)")]
    [InlineData("__redacted__")]
    [InlineData("REDACTED_PII")]
    [InlineData("PII_REMOVED")]
    [InlineData("<REDACTED:payment>")]
    [InlineData("redacted by policy")]
    [InlineData("████")]
    [InlineData("…")]
    [InlineData("—")]
    [InlineData("•••• ••••")]
    [InlineData("\uFEFFnull\u200B")]
    [InlineData("nicht verfügbar")]
    [InlineData("non renseigné")]
    [InlineData("Desconocida")]
    [InlineData("НЕ УКАЗАНО")]
    [InlineData("未提供")]
    [InlineData("알 수 없음")]
    [InlineData("غير معروف")]
    [InlineData("không rõ")]
    [InlineData("अज्ञात")]
    public void WordForNothing_IsUnknown(string value)
    {
        Assert.True(Placeholder.IsUnknown(Encoding.UTF8.GetBytes(value)));
        var json = JsonSerializer.Serialize(value);
        var parsed = Parse($$"""{"type":"account","time":"2026-04-22T03:00:00Z","account":"a","payment":{{json}},"device":{{json}}}""");
        Assert.Equal((null, null), (parsed.Account!.Payment, parsed.Account.Device));
        Assert.Equal((FieldFault.Unknown, FieldFault.Unknown), (parsed.Faults[EventField.Payment], parsed.Faults[EventField.Device]));
    }

    [Theory]
    [InlineData("pm_91ab")]
    [InlineData("dv_77")]
    [InlineData("7")]
    [InlineData("curl/8.8.8")]
    [InlineData("python-httpx/0.27")]
    [InlineData("1.1.1")]
    [InlineData("nonesuch")]
    [InlineData("pm_free4all")]
    [InlineData("pm_shared_0")]
    [InlineData("urn:uuid:6f1ed002-ab55-9585-9014-ebf0951522d9")]
    [InlineData("unknown-pleasures")]
    [InlineData("aab")]
    [InlineData("-7")]
    [InlineData("N")]
    [InlineData("masked2fox")]
    [InlineData("dv_removed77")]
    [InlineData("no-limits")]
    [InlineData("日日日")]
    [InlineData("6f1ed002ab5595859014ebf0951522d9")]
    public void Value_IsAValue(string value) => Assert.False(Placeholder.IsUnknown(Encoding.UTF8.GetBytes(value)));

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.0/24")]
    [InlineData("198.51.100.7:51008", "198.51.100.0/24")]
    [InlineData("[2001:db8::1]:443", "2001:db8::/64")]
    [InlineData("[2001:db8::1]", "2001:db8::/64")]
    [InlineData("2001:db8::1%eth0", "2001:db8::/64")]
    [InlineData("2001:db8::/64", "2001:db8::/64")]
    [InlineData(" 198.51.100.7 ", "198.51.100.0/24")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.0/24")]
    [InlineData("[::ffff:198.51.100.7]:80", "198.51.100.0/24")]
    [InlineData("64:ff9b::198.51.100.7", "198.51.100.0/24")]
    [InlineData("10.0.0.1, 198.51.100.7", "198.51.100.0/24")]
    [InlineData("203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.0/24")]
    [InlineData("unknown, 198.51.100.7", "198.51.100.0/24")]
    [InlineData("100.63.255.255", "100.63.255.0/24")]
    [InlineData("100.128.0.1", "100.128.0.0/24")]
    [InlineData("172.15.0.1", "172.15.0.0/24")]
    [InlineData("172.32.0.1", "172.32.0.0/24")]
    [InlineData("198.20.0.1", "198.20.0.0/24")]
    public void Address_IsReadInAnyDress(string text, string network)
    {
        Assert.Equal(FieldFault.None, ClientAddress.Read(Encoding.UTF8.GetBytes(text), out var prefix));
        Assert.Equal(network, prefix.ToString());
    }

    [Theory]
    [InlineData("0.0.0.0", FieldFault.SpecialAddress)]
    [InlineData("127.0.0.1", FieldFault.SpecialAddress)]
    [InlineData("127.8.9.1:80", FieldFault.SpecialAddress)]
    [InlineData("10.1.2.3", FieldFault.SpecialAddress)]
    [InlineData("172.16.0.1", FieldFault.SpecialAddress)]
    [InlineData("172.31.255.1", FieldFault.SpecialAddress)]
    [InlineData("192.168.1.1", FieldFault.SpecialAddress)]
    [InlineData("169.254.1.1", FieldFault.SpecialAddress)]
    [InlineData("100.64.0.1", FieldFault.SpecialAddress)]
    [InlineData("100.127.255.1", FieldFault.SpecialAddress)]
    [InlineData("192.0.0.8", FieldFault.SpecialAddress)]
    [InlineData("198.19.0.1", FieldFault.SpecialAddress)]
    [InlineData("224.0.0.1", FieldFault.SpecialAddress)]
    [InlineData("255.255.255.255", FieldFault.SpecialAddress)]
    [InlineData("::", FieldFault.SpecialAddress)]
    [InlineData("::1", FieldFault.SpecialAddress)]
    [InlineData("fe80::1%eth0", FieldFault.SpecialAddress)]
    [InlineData("fd12:3456::1", FieldFault.SpecialAddress)]
    [InlineData("ff02::1", FieldFault.SpecialAddress)]
    [InlineData("::ffff:10.0.0.1", FieldFault.SpecialAddress)]
    [InlineData("10.0.0.1, 192.168.0.1", FieldFault.SpecialAddress)]
    [InlineData("203.0.113.xxx", FieldFault.Masked)]
    [InlineData("81.2.69.***", FieldFault.Masked)]
    [InlineData("2001:db8:x:x::x", FieldFault.Masked)]
    [InlineData("unknown", FieldFault.Unknown)]
    [InlineData("-", FieldFault.Unknown)]
    [InlineData("nowhere", FieldFault.Unreadable)]
    [InlineData("300.1.1.1", FieldFault.Unreadable)]
    [InlineData("1.2.3", FieldFault.Masked)]
    [InlineData("198.51.100.", FieldFault.Masked)]
    [InlineData("198.51.100.[redacted]", FieldFault.Masked)]
    [InlineData("198.51.100.__", FieldFault.Masked)]
    [InlineData("198.51.100.-", FieldFault.Masked)]
    [InlineData("198.51.0.0", FieldFault.Masked)]
    [InlineData("2001:4860::", FieldFault.Masked)]
    [InlineData("2001:4860:4860::", FieldFault.Masked)]
    [InlineData("198.51.100.7.example.net", FieldFault.Unreadable)]
    public void AddressThatIsNobodys_IsUnknown(string text, FieldFault fault)
    {
        Assert.Equal(fault, ClientAddress.Read(Encoding.UTF8.GetBytes(text), out var network));
        Assert.False(network.IsKnown);
    }

    [Theory]
    [InlineData("redacted")]
    [InlineData("[REDACTED]")]
    [InlineData("***")]
    [InlineData("n/a")]
    [InlineData("[238 characters removed]")]
    [InlineData("<prompt omitted>")]
    [InlineData("REDACTED-BY-POLICY")]
    [InlineData("[REDACTED: PII]")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    public void NoteInThePromptsPlace_IsNoPrompt(string prompt)
    {
        var parsed = Parse($$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","prompt":"{{prompt}}"}""");

        Assert.Equal((false, FieldFault.Unknown), (parsed.Call.Prompt.IsKnown, parsed.Faults[EventField.Prompt]));
    }

    [Theory]
    [InlineData("What does it mean when a document says that a paragraph was redacted?")]
    [InlineData("[Task] Summarise the filtered list below")]
    [InlineData("continue")]
    [InlineData("Hello")]
    public void ShortPrompt_IsAPrompt(string prompt) =>
        Assert.True(
            Parse($$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","prompt":"{{prompt}}"}""").Call.Prompt.IsKnown
        );

    [Fact]
    public void UnknownClientAndTools_AreNone()
    {
        var call = Parse(
            """{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","userAgent":"-","tls":"un"""
                + """known","tools":["none"],"platform":"n/a","reseller":"null"}"""
        ).Call;

        Assert.Equal((0ul, 0ul, "", ""), (call.Client, call.Tools, call.Platform, call.Reseller));
    }

    private ParsedEvent Parse(string json) => _parser.Parse(Encoding.UTF8.GetBytes(json), Some.Time);
}
