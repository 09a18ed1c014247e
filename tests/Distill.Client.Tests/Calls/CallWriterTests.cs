using System.Net;
using System.Text;
using System.Text.Json;
using Distill.Client.Calls;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;

namespace Distill.Client.Tests.Calls;

public sealed class CallWriterTests
{
    private const string Prompt =
        "You are a careful tutor. Think step by step and show your reasoning: \"why does the tide turn?\" "
        + "Ärger, 思维链, 🌊. Answer briefly, please.";

    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, 123, 456, TimeSpan.Zero);

    [Fact]
    public void WrittenCall_IsReadByTheService_AsTheRawOneIs()
    {
        using var writer = new CallWriter();
        var raw = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type = "call",
                id = "c1",
                time = "2026-11-24T12:00:00.123456Z",
                account = "acct_1",
                session = "s_1",
                platform = "api",
                reseller = "res_3",
                model = "m-1",
                inputTokens = 812,
                outputTokens = 2048,
                ip = "203.0.113.7",
                asn = 64500,
                country = "US",
                userAgent = "python-httpx/0.27",
                tls = "t13d_1",
                tools = new[] { "read_file", "run_tests" },
                prompt = Prompt,
            }
        );

        var call = Parse(writer.Write(Call(), Prompt.AsSpan(), s_now));

        Assert.Equal(Facts(Parse(raw)), Facts(call));
        Assert.True(call.Prompt.IsKnown);
        Assert.Equal(0, call.Prompt.CompareTo(PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Prompt))));
    }

    [Fact]
    public void PromptInUtf8_GivesTheSameBytes()
    {
        using var writer = new CallWriter();
        var fromText = writer.Write(Call(), Prompt.AsSpan(), s_now).ToArray();

        Assert.Equal(fromText, writer.Write(Call(), Encoding.UTF8.GetBytes(Prompt), s_now).ToArray());
    }

    /// <summary>With the keys that it was handed, the client seals. The service opens, and finds what it finds in the prompt.</summary>
    [Fact]
    public void WithKeys_FeaturesAreSealed()
    {
        var service = KeyRing.Of(new byte[KeyRing.MinBytes]);
        Assert.True(KeyRing.TryParse(service.ForClients().Export(), out var handed, out _));
        using var writer = new CallWriter(handed);
        using var unsealed = new CallWriter();

        var json = writer.Write(Call(), Prompt.AsSpan(), s_now).ToArray();

        var call = new EventParser(new EventLimits(), service.ForClients()).Parse(json, s_now).Call;
        Assert.Equal(0, call.Prompt.CompareTo(Parse(unsealed.Write(Call(), Prompt.AsSpan(), s_now)).Prompt));
        Assert.False(Parse(json).Prompt.IsKnown);
        Assert.Contains("\"promptFeatures\":{\"v\":5,\"epoch\":0,", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Contains("\"promptFeatures\":{\"v\":4,", Encoding.UTF8.GetString(unsealed.Write(Call(), "x", s_now)), StringComparison.Ordinal);
    }

    /// <summary>Equal prompts of two calls do not show as equal. The same call, written again, has the same bytes.</summary>
    [Fact]
    public void EqualPrompts_HaveDifferentBytes_InDifferentCalls()
    {
        using var writer = new CallWriter(KeyRing.Of(new byte[KeyRing.MinBytes]));

        Assert.Equal(Data(Call()), Data(Call()));
        Assert.NotEqual(Data(Call()), Data(Call() with { Id = "c2" }));
        Assert.NotEqual(Data(Call()), Data(Call() with { Account = "acct_2" }));

        string? Data(ModelCall call)
        {
            using var json = JsonDocument.Parse(writer.Write(call, Prompt.AsSpan(), s_now).ToArray());
            return json.RootElement.GetProperty("promptFeatures").GetProperty("data").GetString();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(2_000_000)]
    public void PromptOfAnyLength_LeavesNoTextInTheEvent(int length)
    {
        using var writer = new CallWriter();
        var prompt = string.Concat(Enumerable.Repeat("canary sings ", length / 13 + 1));

        var json = Encoding.UTF8.GetString(writer.Write(Call(), prompt.AsSpan(), s_now));

        Assert.DoesNotContain("canary", json, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(json.Length, 200, 2000);
        Assert.True(Parse(Encoding.UTF8.GetBytes(json)).Prompt.IsKnown);
    }

    [Fact]
    public void CallWithoutMuch_IsReadAll()
    {
        using var writer = new CallWriter();

        var call = Parse(
            writer.Write(
                new ModelCall
                {
                    Id = "c",
                    Account = "a",
                    Model = "m",
                    InputTokens = -1,
                    Address = IPAddress.Parse("::ffff:203.0.113.7"),
                },
                "",
                s_now
            )
        );

        Assert.Equal(("a", "m", s_now, 0, false), (call.Account.Value, call.Model, call.Time, call.InputTokens, call.Prompt.IsKnown));
        Assert.True(NetworkPrefix.TryParse("203.0.113.7"u8, out var network));
        Assert.Equal(network, call.Network);
    }

    [Fact]
    public void HalfASurrogatePair_AndControls_GoThrough()
    {
        using var writer = new CallWriter();

        var call = Parse(
            writer.Write(Call() with { UserAgent = "a\ud83cb\u0001", Address = IPAddress.Parse("fe80::1%4") }, "think \ud83c step by step", s_now)
        );

        Assert.True(call.Prompt.IsKnown);
    }

    private static object Facts(ApiCall c) =>
        (
            (c.Id, c.Account, c.Micros, c.Model, c.Platform, c.Reseller, c.InputTokens),
            (c.OutputTokens, c.Network, c.Asn, c.Country, c.Client, c.Tools)
        );

    private static ModelCall Call() =>
        new()
        {
            Id = "c1",
            Account = "acct_1",
            Session = "s_1",
            Platform = "api",
            Reseller = "res_3",
            Model = "m-1",
            InputTokens = 812,
            OutputTokens = 2048,
            Address = IPAddress.Parse("203.0.113.7"),
            Asn = 64500,
            Country = "US",
            UserAgent = "python-httpx/0.27",
            Tls = "t13d_1",
            Tools = ["read_file", "run_tests"],
        };

    private static ApiCall Parse(ReadOnlySpan<byte> json)
    {
        var parsed = new EventParser(new EventLimits()).Parse(json, s_now);
        Assert.Equal(EventKind.Call, parsed.Kind);
        return parsed.Call;
    }
}
