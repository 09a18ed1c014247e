using System.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Tests.Contracts;

public sealed class PromptRedactorTests
{
    private static readonly EpochKey s_key = KeyRing.Of(new byte[KeyRing.MinBytes]).At(default);

    [Theory]
    [InlineData("""{"type":"call","prompt":"CANARY text"}""")]
    [InlineData("""{"type":"call","Prompt":"CANARY text"}""")]
    [InlineData("""{"type":"call","messages":[{"role":"user","content":"CANARY text"}]}""")]
    [InlineData("""{"type":"call","data":{"nested":{"prompt":"CANARY text"}}}""")]
    [InlineData("""{"CANARY text that someone put where a name belongs, of some length":1}""")]
    [InlineData("""["CANARY"]""")]
    [InlineData("\"CANARY\"")]
    [InlineData("""{"type":"call","data":"CANARY text"}""")]
    [InlineData("""{"type":"call","prompt":[{"type":"CANARY","data":"CANARY","id":"CANARY","reason":"CANARY"}]}""")]
    [InlineData("""{"type":"call","prompt":{"i was CANARY":1}}""")]
    [InlineData("""{"CANARY text":1}""")]
    [InlineData("""{"type":"call","system":"CANARY text","turns":["CANARY"]}""")]
    [InlineData("""{"type":"call","promptFeatures":{"v":4,"data":"CANARY"}}""")]
    [InlineData("""{"type":"call","promptFeatures":{"v":4,"data":"QUJDREVG","note":"CANARY"}}""")]
    [InlineData("""{"type":"call","promptFeatures":"CANARY"}""")]
    [InlineData("""{"type":{"id":"CANARY"},"reason":["CANARY"]}""")]
    [InlineData("""{"type":"call","tools":["read_file","CANARY: a tool whose name is a text of more than sixty-four characters"]}""")]
    [InlineData("""{"type":"call","created":"a text of more than forty characters, written in 2026, with a CANARY in it"}""")]
    [InlineData("""{"type":"call","userAgent":"CANARY is a text and/or more"}""")]
    [InlineData("""{"type":"call","reason":"a CANARY"}""")]
    [InlineData("""{"type":"call","id":"a CANARY","account":"CANARY,\n","model":"金丝雀CANARY","session":"a\u00a0CANARY"}""")]
    [InlineData("""{"type":"call","tools":["a CANARY"]}""")]
    [InlineData("""{"type":"call","tools":[{"name":"CANARY","description":"CANARY"}]}""")]
    [InlineData("""[{"type":"call","prompt":"CANARY"},[{"id":"CANARY"}],"CANARY"]""")]
    public void PromptText_IsTakenOutWhereverItStands(string json)
    {
        foreach (var key in (EpochKey?[])[s_key, null])
        {
            var kept = PromptRedactor.Redact(Encoding.UTF8.GetBytes(json), key);

            Assert.DoesNotContain("CANARY", Encoding.UTF8.GetString(kept!), StringComparison.Ordinal);
            JsonDocument.Parse(kept!);
        }
    }

    [Fact]
    public void ContractFields_StayReadable()
    {
        var kept = Redacted("""{"type":"call","id":"1","account":"acct_9","inputTokens":-4,"tools":["read_file"],"prompt":"hello there"}""", s_key);

        const string Others = """{"time":"Tue, 21 Apr 2026","userAgent":"Mozilla/5.0 (X11; Linux)","type":"ban","reason":"abuse of trust"}""";
        Assert.Equal(Others, Redacted(Others, s_key));
        Assert.Contains("\"account\":\"acct_9\"", kept, StringComparison.Ordinal);
        Assert.Contains("\"inputTokens\":-4", kept, StringComparison.Ordinal);
        Assert.Contains("\"tools\":[\"read_file\"]", kept, StringComparison.Ordinal);
        Assert.Contains("\"promptFeatures\":{\"v\":5,\"epoch\":0,", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAKey_NoFeaturesAreKept() =>
        Assert.Equal("""{"promptFeatures":"[11 characters removed]"}""", Redacted("""{"prompt":"hello there"}""", key: null));

    /// <summary>Features that a sender did not seal are sealed before they are kept. Sealed ones stay as they are.</summary>
    [Fact]
    public void FeaturesOfTheSender_AreKeptSealed()
    {
        var features = PromptFeatureExtractor.Extract("hello there, how are you?"u8);
        var unsealed = $$"""{"promptFeatures":{{Written(features, null)}}}""";
        var alreadySealed = $$"""{"promptFeatures":{{Written(features, s_key)}}}""";

        var kept = JsonDocument.Parse(Redacted(unsealed, s_key)).RootElement.GetProperty("promptFeatures");

        var opened = new byte[PromptFeatures.ByteCount];
        Assert.True(s_key.TryOpen(kept.GetProperty("data").GetBytesFromBase64(), opened));
        Assert.Equal(0, PromptFeatures.Read(opened).CompareTo(features));
        Assert.Equal(5, kept.GetProperty("v").GetInt32());
        Assert.Equal(alreadySealed, Redacted(alreadySealed, s_key));
        Assert.DoesNotContain("\"v\":4", Redacted(unsealed, key: null), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotJson_CannotBeRedacted() => Assert.Null(PromptRedactor.Redact("{\"prompt\":\"CANARY"u8.ToArray(), s_key));

    private static string Redacted(string json, EpochKey? key) => Encoding.UTF8.GetString(PromptRedactor.Redact(Encoding.UTF8.GetBytes(json), key)!);

    private static string Written(in PromptFeatures features, EpochKey? key)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FeaturesJson.Write(writer, features, key, context: 1);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
