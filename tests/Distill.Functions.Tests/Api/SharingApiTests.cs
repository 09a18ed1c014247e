using System.Text;
using Distill.Core.Sharing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Correlation;

namespace Distill.Functions.Tests.Api;

/// <summary>One provider exports a cluster, another imports it. What is imported is shown and decides nothing.</summary>
public sealed class SharingApiTests(AzuriteFixture azurite)
{
    private static readonly string s_key = new('a', 64);

    private static readonly Dictionary<string, string?> s_settings = new()
    {
        ["Distill:Sharing:Key"] = s_key,
        ["Distill:Sharing:Producer"] = "Provider A",
    };

    [Fact]
    public async Task Bundle_OfOneProvider_IsShownByTheOther_AndLevelsStay()
    {
        await using var first = await RunAsync(null);
        var cluster = await ClusterAsync(first);
        var bundle = await ApiCall.GetAsync(first, $"clusters/{cluster}/bundle?tlp=amber%2Bstrict");

        await using var second = await RunAsync(bundle.Text);
        var shown = (await ApiCall.GetAsync(second, $"clusters/{await ClusterAsync(second)}")).Json;

        Assert.Equal((200, "application/stix+json;version=2.1"), (bundle.Status, bundle.Type));
        Assert.Contains("TLP:AMBER+STRICT", bundle.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("acct_", bundle.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pm_shared", bundle.Text, StringComparison.Ordinal);
        var reason = shown.GetProperty("evidence").GetProperty("elsewhere")[0];
        Assert.Equal("known_elsewhere", reason.GetProperty("signal").GetString());
        Assert.Contains("Provider A", reason.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(await LevelsAsync(first), await LevelsAsync(second));

        // Dismissed, it is given to nobody.
        await ApiCall.PostAsync(
            first,
            $"clusters/{cluster}/decisions",
            new
            {
                decision = "dismiss",
                by = "an",
                why = "They are one company.",
            }
        );
        var refused = await ApiCall.GetAsync(first, $"clusters/{cluster}/bundle");
        Assert.Equal((409, "not_flagged"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Bundle_SentTwice_IsOneRow_AndEndedOnesGo()
    {
        await using var instance = new Instance(azurite.NewAccount(), settings: s_settings);
        var bundle = Bundle(hash: new string('1', 64), until: "2026-05-02T00:00:00.000Z");

        var first = await ApiCall.PostAsync(instance, "indicators", bundle);
        var second = await ApiCall.PostAsync(instance, "indicators", bundle);

        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.Equal("""{"indicators":1,"values":1,"keys":["k"]}""", first.Text);
        Assert.Single(await Stored.RowsAsync(instance.Connection, IndicatorTable.Name));
        instance.Time.Advance(TimeSpan.FromDays(2));
        await ApiCall.PostAsync(instance, "indicators", Bundle(hash: new string('2', 64), until: "2026-06-01T00:00:00.000Z"));
        Assert.Single(await Stored.RowsAsync(instance.Connection, IndicatorTable.Name));
    }

    /// <summary>The largest bundle that is read fits into its row.</summary>
    [Fact]
    public async Task LargestBundle_IsKept_AndALargerOneRefused()
    {
        await using var instance = new Instance(azurite.NewAccount(), settings: s_settings);
        var random = new Random(1);
        var hashes = Enumerable.Range(0, 20_000).Select(_ => Convert.ToHexStringLower(RandomBytes(random))).ToArray();

        var kept = await ApiCall.PostAsync(instance, "indicators", Bundle(string.Join("', '", hashes), "2026-06-01T00:00:00.000Z"));
        var larger = await ApiCall.PostAsync(instance, "indicators", Bundle(string.Join("', '", [.. hashes, hashes[0]]), "2026-06-01T00:00:00.000Z"));
        var largest = await ApiCall.PostAsync(instance, "indicators", new string(' ', (4 * 1024 * 1024) + 1));

        Assert.Equal(202, kept.Status);
        Assert.Equal(20_000, (await instance.Get<IndicatorTable>().ReadAsync(default)).Single().Hashes.Count);
        Assert.Equal((400, "bad_indicators"), (larger.Status, larger.Code));
        Assert.Equal((413, "body_too_large"), (largest.Status, largest.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"bundle\",\"objects\":[]}")]
    [InlineData("{\"type\":\"bundle\",\"objects\":[{\"type\":\"indicator\",\"pattern\":\"[x-distill-keyed-value:x = 1]\"}]}")]
    public async Task OddBundle_IsRefused_AndNothingIsKept(string body)
    {
        await using var instance = new Instance(azurite.NewAccount(), settings: s_settings);

        var answer = await ApiCall.PostAsync(instance, "indicators", body);

        Assert.Equal((400, "bad_indicators"), (answer.Status, answer.Code));
        Assert.Empty(await Stored.RowsAsync(instance.Connection, IndicatorTable.Name));
    }

    [Theory]
    [InlineData("clusters/hydra-000000000000/bundle", 404, "unknown_cluster")]
    [InlineData("clusters/x/bundle", 400, "bad_cluster_id")]
    [InlineData("clusters/hydra-000000000000/bundle?tlp=white", 400, "bad_filter")]
    public async Task OddExport_IsRefused(string path, int status, string code)
    {
        await using var instance = new Instance(azurite.NewAccount(), settings: s_settings);

        var answer = await ApiCall.GetAsync(instance, path);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    private async Task<Instance> RunAsync(string? bundle)
    {
        var instance = new Instance(azurite.NewAccount(), settings: s_settings);
        foreach (var (partition, events) in Campaign.Partitions(_ => true))
        {
            await instance.IngestAsync(partition, events);
        }

        if (bundle is not null)
        {
            // It came in before the hours ended that the run looks at.
            var indicators = StixReader
                .Read(Encoding.UTF8.GetBytes(bundle), DateTimeOffset.MinValue)
                .Select(i => i with { ValidFrom = DateTimeOffset.MinValue });
            await instance.Get<IndicatorTable>().SaveAsync("b", [.. indicators], instance.Time.GetUtcNow(), default);
        }

        await instance.CorrelateAsync();
        return instance;
    }

    private static async Task<string> ClusterAsync(Instance instance) =>
        (await ApiCall.GetAsync(instance, "clusters")).Json.GetProperty("clusters")[0].GetProperty("id").GetString()!;

    private static async Task<string> LevelsAsync(Instance instance) =>
        string.Join(
            ' ',
            (await ApiCall.GetAsync(instance, "clusters"))
                .Json.GetProperty("clusters")
                .EnumerateArray()
                .Select(c => $"{c.GetProperty("level")} {c.GetProperty("accounts")}")
        );

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Bundle(string hash, string until) =>
        $$"""
            {"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--1","labels":["distill-key:k","distill-kind:network"],
            "pattern":"[x-distill-keyed-value:hmac_sha256 IN ('{{hash}}')]",
            "modified":"2026-04-30T00:00:00.000Z","valid_from":"2026-04-30T00:00:00.000Z","valid_until":"{{until}}"}]}
            """;
}
