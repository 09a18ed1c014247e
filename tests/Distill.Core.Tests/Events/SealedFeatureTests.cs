using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

public sealed class SealedFeatureTests
{
    private const string Prompt = "Please write a letter to my manager because I was diagnosed with something. Thank you very much for it!";

    private static readonly KeyRing s_old = Ring("a");
    private static readonly KeyRing s_both = Ring("a", "2026-04-21:b");

    [Fact]
    public void SealedFeatures_AreThoseOfThePrompt() => AssertFeatures(Parse(Event(s_old.At(Some.Time)), s_old));

    /// <summary>A program in between may write + as \\u002B, as .NET does by default.</summary>
    [Fact]
    public void FeaturesThatWereWrittenAgain_AreRead()
    {
        for (var i = 0UL; i < 8; i++)
        {
            AssertFeatures(Parse(JsonNode.Parse(Event(s_old.At(Some.Time), context: i))!.ToJsonString(), s_old));
        }

        var escaped = string.Concat(Event(null).Select(c => c is '"' or '{' or '}' or ':' or ',' ? $"{c}" : $"\\u{(int)c:x4}"));
        AssertFeatures(Parse(escaped.Replace("\\u0034,", "4,", StringComparison.Ordinal), s_old));
    }

    /// <summary>A client that has the new keys and one that does not yet: the service reads both.</summary>
    [Fact]
    public void WhileEpochsOverlap_BothAreRead()
    {
        Assert.NotEqual(s_old.At(Some.Time).Epoch, s_both.At(Some.Time.AddDays(30)).Epoch);

        AssertFeatures(Parse(Event(s_old.At(Some.Time)), s_both));
        AssertFeatures(Parse(Event(s_both.At(Some.Time.AddDays(30))), s_both));
    }

    /// <summary>A sender without a key is an older build. Its features are read, and meet those that were sealed.</summary>
    [Fact]
    public void FeaturesOfASenderWithoutAKey_AreReadToo() => AssertFeatures(Parse(Event(null), s_old));

    [Fact]
    public void FeaturesThatCannotBeOpened_CostThePromptAlone()
    {
        AssertFault(FieldFault.Sealed, Parse(Event(s_old.At(Some.Time)), keys: null));
        AssertFault(FieldFault.Sealed, Parse(Event(s_old.At(Some.Time)), Ring("c")));
        AssertFault(FieldFault.Sealed, Parse(Event(s_both.At(Some.Time.AddDays(30))), s_old));
        AssertFault(FieldFault.Sealed, Parse(Event(s_old.At(Some.Time)).Replace("\"epoch\":0,", "", StringComparison.Ordinal), s_old));
        AssertFault(
            FieldFault.Unreadable,
            Parse(Event(s_old.At(Some.Time)).Replace("\"data\":\"", "\"data\":\"AAAA", StringComparison.Ordinal), s_old)
        );
        AssertFault(
            FieldFault.Sealed,
            Parse($$"""{"v":5,"epoch":0,"data":"{{Convert.ToBase64String(new byte[PromptFeatures.SealedByteCount])}}"}""", s_old)
        );
    }

    [Fact]
    public void SealedFeatures_SayNothingWithoutTheKey()
    {
        var features = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Prompt));
        var bytes = JsonDocument.Parse(Event(s_old.At(Some.Time))).RootElement.GetProperty("data").GetBytesFromBase64();
        var hashes = new List<uint> { (uint)features.Whole, (uint)(features.Whole >> 32) };
        hashes.AddRange([
            .. ((ReadOnlySpan<uint>)features.Heads),
            .. ((ReadOnlySpan<uint>)features.Tails),
            .. ((ReadOnlySpan<uint>)features.Passages),
        ]);

        for (var at = 0; at + 4 <= bytes.Length; at++)
        {
            Assert.DoesNotContain(BitConverter.ToUInt32(bytes, at), hashes.Where(h => h != 0));
        }
    }

    [Fact]
    public void OpeningFeatures_AllocatesNothing()
    {
        var parser = new EventParser(new EventLimits(), s_old);
        var json = Encoding.UTF8.GetBytes(Whole(Event(s_old.At(Some.Time))));
        parser.Parse(json, Some.Time);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            parser.Parse(json, Some.Time);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertFeatures(ParsedEvent parsed)
    {
        Assert.Equal(FieldFault.None, parsed.Faults[EventField.PromptFeatures]);
        Assert.Equal(0, parsed.Call.Prompt.CompareTo(PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Prompt))));
    }

    private static void AssertFault(FieldFault fault, ParsedEvent parsed)
    {
        Assert.Equal(EventKind.Call, parsed.Kind);
        Assert.Equal(fault, parsed.Faults[EventField.PromptFeatures]);
        Assert.False(parsed.Call.Prompt.IsKnown);
    }

    private static string Event(EpochKey? key, ulong context = 7)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FeaturesJson.Write(writer, PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Prompt)), key, context);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ParsedEvent Parse(string features, KeyRing? keys) =>
        new EventParser(new EventLimits(), keys).Parse(Encoding.UTF8.GetBytes(Whole(features)), Some.Time);

    private static string Whole(string features) =>
        $$"""{"type":"call","id":"1","time":"2026-04-20T00:00:00Z","account":"a","model":"m","promptFeatures":{{features}}}""";

    private static KeyRing Ring(params string[] keys) =>
        KeyRing.TryParse(
            string.Join(' ', keys.Select(k => $"{k[..^1]}{Convert.ToBase64String([.. Enumerable.Repeat((byte)k[^1], KeyRing.MinBytes)])}")),
            out var ring,
            out var error
        )
            ? ring
            : throw new InvalidOperationException(error);
}
