using System.Text;
using System.Text.RegularExpressions;
using Distill.Core.Profiles;
using Distill.Core.Sharing;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Sharing;

/// <summary>What of a bundle is read, and which bundles are refused.</summary>
public sealed class StixReaderTests
{
    [Fact]
    public void Values_AreReadWithTheirKindSenderAndTerm()
    {
        var read = StixReader.Read(SharedTraffic.Bundle(), Some.Time);

        Assert.Contains(SharedTraffic.Key.Of(Trait.Of(TraitKind.Payment, "card3")), read.Single(i => i.Kind == "payment").Hashes);
        Assert.Contains(read, i => i.Kind == "framing");
        Assert.All(read, i => Assert.Equal(("Provider A", SharedTraffic.Key.Id, Some.Time), (i.From, i.KeyId, i.Received)));
        Assert.All(read, i => Assert.Equal(TimeSpan.FromDays(30), i.Until - i.ValidFrom));
    }

    [Fact]
    public void Store_KeepsWhatWasRead()
    {
        var read = StixReader.Read(SharedTraffic.Bundle(), Some.Time);

        var stored = SharedIndicatorJson.Read(SharedIndicatorJson.Write(read));

        Assert.Equal(read.Select(i => i with { Hashes = [] }), stored.Select(i => i with { Hashes = [] }), Same);
        Assert.Equal(read.SelectMany(i => i.Hashes), stored.SelectMany(i => i.Hashes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"type\":\"bundle\"}")]
    [InlineData("{\"type\":\"bundle\",\"objects\":1}")]
    [InlineData("{\"type\":\"report\",\"objects\":[]}")]
    [InlineData("{\"type\":\"bundle\",\"objects\":[{\"type\":\"indicator\",\"pattern\":\"[x-distill-keyed-value:a = 'b']\"}]}")]
    [InlineData("{\"type\":\"bundle\",\"objects\":[{\"type\":\"identity\",\"id\":\"\\ud800\"}]}")]
    public void NoBundle_IsRefusedWithWhatToDo(string text)
    {
        var e = Assert.Throws<FormatException>(() => StixReader.Read(Encoding.UTF8.GetBytes(text), Some.Time));

        Assert.Contains("Ask its maker", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepJson_IsRefused() =>
        Assert.Throws<FormatException>(() => StixReader.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)), Some.Time));

    [Theory]
    [InlineData("valid_until", "2020-01-01T00:00:00.000Z")]
    [InlineData("valid_until", "never")]
    [InlineData("valid_from", "")]
    [InlineData("modified", "yesterday")]
    [InlineData("pattern", "[x-distill-keyed-value:hmac_sha256 IN ('zz')]")]
    [InlineData("pattern", "[x-distill-keyed-value:hmac_sha256 IN ()]")]
    public void BrokenIndicator_RefusesTheWholeBundle(string member, string value)
    {
        var text = Regex.Replace(Encoding.UTF8.GetString(SharedTraffic.Bundle()), $"\"{member}\": \"[^\"]*\"", $"\"{member}\": \"{value}\"");

        Assert.Throws<FormatException>(() => StixReader.Read(Encoding.UTF8.GetBytes(text), Some.Time));
    }

    /// <summary>Objects of others are passed over: other indicators, unknown types, things that are no objects.</summary>
    [Fact]
    public void OtherObjects_ArePassedOver()
    {
        const string Others = """{"type":"indicator","pattern":"[ipv4-addr:value = '203.0.113.1']"},{"type":"x-y"},7,null,"text",[],""";
        var changed = SharedTraffic.Changed("\"objects\": [", "\"objects\": [" + Others);

        Assert.Equal(StixReader.Read(SharedTraffic.Bundle(), Some.Time).Count, StixReader.Read(changed, Some.Time).Count);
    }

    [Fact]
    public void HundredThousandValues_AreRefused()
    {
        var many = string.Join(", ", Enumerable.Range(0, 100_000).Select(i => $"'{i:x64}'"));
        var changed = Regex.Replace(Encoding.UTF8.GetString(SharedTraffic.Bundle()), "IN \\([^)]*\\)", $"IN ({many})");

        var e = Assert.Throws<FormatException>(() => StixReader.Read(Encoding.UTF8.GetBytes(changed), Some.Time));

        Assert.Contains("20,000", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A sender's name can't move a terminal's cursor, turn the text's direction, or fill a page.</summary>
    [Fact]
    public void SendersName_IsOneShortLine()
    {
        var read = StixReader.Read(
            SharedTraffic.Changed("\"name\": \"Provider A\"", $"\"name\": \"A\\n\\u001b[2J\\u202e{new string('x', 500)}\""),
            Some.Time
        );

        Assert.All(read, i => Assert.True(i.From.Length <= 128 && !i.From.Any(c => char.IsControl(c) || c == '\u202e')));
    }

    [Fact]
    public void Term_IsAYearAtMost()
    {
        var text = Regex.Replace(
            Encoding.UTF8.GetString(SharedTraffic.Bundle()),
            "\"valid_until\": \"[^\"]*\"",
            "\"valid_until\": \"9999-12-31T23:59:59.999Z\""
        );

        Assert.All(StixReader.Read(Encoding.UTF8.GetBytes(text), Some.Time), i => Assert.Equal(TimeSpan.FromDays(365), i.Until - i.ValidFrom));
    }

    private static bool Same(SharedIndicator a, SharedIndicator b) => a.ToString() == b.ToString();
}
