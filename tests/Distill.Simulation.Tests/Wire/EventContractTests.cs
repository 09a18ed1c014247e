using System.Globalization;
using System.Net;
using System.Text.Json;
using Distill.Simulation.Traffic;

namespace Distill.Simulation.Tests.Wire;

public sealed class EventContractTests
{
    private static readonly string[] s_platforms = ["api", "console", "bedrock", "vertex", "foundry"];
    private static readonly string[] s_kyc = ["none", "email", "phone", "business", "verified"];

    [Fact]
    public void Events_KeepToTheContract()
    {
        var ids = new HashSet<string>();
        foreach (var wire in new SimulationRun(Ladder.Decoy(Some.Size(250, 30, 2))).Events())
        {
            Assert.InRange(wire.Json.Length, 1, 256 * 1024);
            using var document = JsonDocument.Parse(wire.Json);
            var json = document.RootElement;
            Assert.Equal(wire.Account, json.Text("account"));
            Assert.Equal(wire.Time, Exact(json.Text("time")));
            Assert.Matches("^acct_[0-9a-f]{12}$", wire.Account);
            switch (wire.Kind)
            {
                case WireEventKind.Call:
                    Assert.Equal("call", json.Text("type"));
                    Assert.True(ids.Add(json.Text("id")), "Ids are unique.");
                    Call(json);
                    break;
                case WireEventKind.Account:
                    Assert.Equal("account", json.Text("type"));
                    Assert.Equal(wire.Time, Exact(json.Text("created")));
                    Assert.Contains(json.Text("kyc"), s_kyc);
                    Assert.NotEmpty(json.Text("emailDomain"));
                    break;
                default:
                    Assert.Equal("ban", json.Text("type"));
                    Assert.NotEmpty(json.Text("reason"));
                    break;
            }
        }
    }

    private static void Call(JsonElement json)
    {
        Assert.Matches("^[0-9a-f]{16}$", json.Text("id"));
        Assert.Contains(json.Text("platform"), s_platforms);
        Assert.StartsWith("claude-", json.Text("model"), StringComparison.Ordinal);
        Assert.True(IPAddress.TryParse(json.Text("ip"), out _), json.Text("ip"));
        Assert.InRange(json.GetProperty("asn").GetInt32(), 1, int.MaxValue);
        Assert.InRange(json.GetProperty("inputTokens").GetInt32(), 1, 200_000);
        Assert.InRange(json.GetProperty("outputTokens").GetInt32(), 1, 32_000);
        Assert.Matches("^[A-Z]{2}$", json.Text("country"));
        Assert.Matches("^t13d[0-9]{4}h[12]_[0-9a-f]{12}_[0-9a-f]{12}$", json.Text("tls"));
        Assert.False(string.IsNullOrWhiteSpace(json.Text("prompt")));
        if (json.TryGetProperty("tools", out var tools))
        {
            Assert.NotEqual(0, tools.GetArrayLength());
        }
    }

    private static DateTimeOffset Exact(string time) =>
        DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
