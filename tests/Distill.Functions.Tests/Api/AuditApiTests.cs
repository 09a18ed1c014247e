using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distill.Contracts;
using Distill.Functions.Auth;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Auth;
using Distill.Honeypots.Attribution;

namespace Distill.Functions.Tests.Api;

/// <summary>Results of attribution tests are recorded once each, checked, and listed.</summary>
public sealed class AuditApiTests(AzuriteFixture azurite)
{
    private static readonly ClusterId s_one = Publishing.Run.Id(1);
    private static readonly ClusterId s_two = Publishing.Run.Id(2);

    [Fact]
    public async Task ATest_IsRecorded_WithWhoAndWhen_AndHoldsNothingElse()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var made = await ApiCall.PostAsync(instance, "honeypots/audits", SomeAudit.Body());
        var listed = await ApiCall.GetAsync(instance, "honeypots/audits");

        Assert.Equal(200, made.Status);
        Assert.Equal(("clone-7b", "ana"), (Text(made.Json, "suspect"), Text(made.Json, "by")));
        Assert.Equal(instance.Time.GetUtcNow(), made.Json.GetProperty("at").GetDateTimeOffset());
        Assert.Equal((true, SomeAudit.Epoch), (made.Json.GetProperty("dependenceShown").GetBoolean(), Text(made.Json, "epoch")));
        Assert.Equal($"cluster {s_one} True", Results(made.Json));
        Assert.Equal(made.Text, Assert.Single(listed.Json.GetProperty("audits").EnumerateArray()).GetRawText());
        var kept = Encoding.UTF8.GetString(AttributionRecordJson.Write(Assert.Single(await instance.Get<AuditTable>().ReadAsync(default)).Test));
        Assert.DoesNotContain("private", kept, StringComparison.Ordinal);
    }

    /// <summary>Another file name, another suspect's name and another person make no other test of it.</summary>
    [Fact]
    public async Task TheSameTest_RecordedTwice_IsOne_AsItWasFirst()
    {
        var account = azurite.NewAccount();
        await using var instance = new Instance(account);
        await using var other = new Instance(account);
        var first = await ApiCall.PostAsync(instance, "honeypots/audits", SomeAudit.Body());
        other.Time.Advance(TimeSpan.FromHours(1));

        var second = await ApiCall.PostAsync(other, "honeypots/audits", SomeAudit.Body(suspect: "another", by: "ben"));
        var third = await ApiCall.PostAsync(other, "honeypots/audits", SomeAudit.Body(SomeAudit.Of("2", [(s_one, 3e-9)])));

        Assert.Equal((200, first.Text), (second.Status, second.Text));
        Assert.NotEqual(Text(first.Json, "id"), Text(third.Json, "id"));
        Assert.Equal(2, (await Stored.RowsAsync(account, DeskTable.Name)).Count);
    }

    [Fact]
    public async Task TheList_HasFiltersAndPages()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var at = instance.Time.GetUtcNow();
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("a", [(s_one, 1e-9), (s_two, 0.3)]), "first", at);
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("b", [(s_two, 1)], ("acct_1", 1e-8)), "second", at.AddHours(1));
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("c", [(s_one, 0.9)]), "third", at.AddHours(2));

        Assert.Equal("first second third", await ListAsync(instance, ""));
        Assert.Equal("first third", await ListAsync(instance, $"?cluster={s_one}"));
        Assert.Equal("first", await ListAsync(instance, $"?cluster={s_one}&named=true"));
        Assert.Equal("first second", await ListAsync(instance, $"?cluster={s_two}&named=false"));
        Assert.Equal("third", await ListAsync(instance, "?named=false"));
        Assert.Equal("second", await ListAsync(instance, "?account=acct_1"));
        Assert.Equal("", await ListAsync(instance, "?account=acct_2"));
        Assert.Equal("first second third", await ListAsync(instance, $"?epoch={SomeAudit.Epoch}"));
        Assert.Equal("", await ListAsync(instance, "?epoch=2026-05-04"));
        var page = await ApiCall.GetAsync(instance, "honeypots/audits?limit=2");
        Assert.Equal("third", await ListAsync(instance, $"?limit=2&after={Text(page.Json, "next")}"));
        var asked = (await ApiCall.GetAsync(instance, $"honeypots/audits?cluster={s_two}&limit=1")).Json.GetProperty("audits")[0];
        Assert.Equal($"cluster {s_one} True, cluster {s_two} False", Results(asked));
    }

    [Theory]
    [InlineData("?epoch=a%20b", "bad_epoch")]
    [InlineData("?cluster=x", "bad_cluster_id")]
    [InlineData("?account=", "bad_account_id")]
    [InlineData("?named=maybe", "bad_filter")]
    [InlineData("?after=nobody", "bad_after")]
    [InlineData("?limit=0", "bad_limit")]
    [InlineData("?name=x", "bad_query")]
    public async Task AnOddQuery_IsRefused(string query, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, $"honeypots/audits{query}");

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("suspect", null, "suspect must name")]
    [InlineData("suspect", "\"\\u202e\"", "suspect must name")]
    [InlineData("by", "\" \"", "by must name")]
    [InlineData("audit", null, "audit: it must be what 'honeypot audit' writes")]
    [InlineData("audit", "7", "audit: it must be what 'honeypot audit' writes")]
    [InlineData("audit.epoch", "\"a b\"", "audit: epoch must be an epoch")]
    [InlineData("audit.alpha", "0.5", "audit: alpha must be a number from 1E-12 to 0.05")]
    [InlineData("audit.candidates.0.correctedP", "0", "audit: candidates[0].correctedP must be a number")]
    [InlineData("audit.candidates.0.cluster", "\"\"", "audit: candidates[0].cluster must be an id")]
    [InlineData("audit.evidence.samples.0.sha256", "\"ab\"", "audit: evidence.samples[0].sha256 must be 64 hexadecimal digits")]
    [InlineData("audit.dependenceShown", "false", "audit: dependenceShown contradicts pValue and alpha")]
    public async Task AWrongMember_IsNamed_AndNothingIsKept(string path, string? value, string said)
    {
        await using var instance = new Instance(azurite.NewAccount());
        JsonNode body = JsonNode.Parse(SomeAudit.Body())!;
        var at = path.Split('.')[..^1].Aggregate(body, (node, name) => int.TryParse(name, out var i) ? node[i]! : node[name]!).AsObject();
        at.Remove(path.Split('.')[^1]);
        if (value is not null)
        {
            at[path.Split('.')[^1]] = JsonNode.Parse(value);
        }

        var answer = await ApiCall.PostAsync(instance, "honeypots/audits", body.ToJsonString());

        Assert.Equal((400, "bad_audit"), (answer.Status, answer.Code));
        Assert.Contains(said, Assert.Single(answer.Json.GetProperty("faults").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Empty(await Stored.RowsAsync(instance.Connection, DeskTable.Name));
    }

    [Theory]
    [InlineData("", 400, "bad_body")]
    [InlineData("[]", 400, "bad_body")]
    [InlineData("""{"suspect":"a","by":"b","audit":{},"more":1}""", 400, "bad_body")]
    [InlineData("""{"suspect":"a","by":"b","audit":{"alpha":1,"alpha":1}}""", 400, "bad_audit")]
    [InlineData("""{"suspect":"a","by":"b","audit":{"epoch":"\ud800"}}""", 400, "bad_audit")]
    public async Task AnOddBody_IsRefused(string body, int status, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, "honeypots/audits", body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    /// <summary>As many candidates as a test may have fit into a row, if they are ids as Distill makes them; more are refused.</summary>
    [Fact]
    public async Task TheLargestTest_IsKept_AndALargerOneRefused()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var random = new Random(3);
        var clusters = Enumerable.Range(0, AttributionRecord.MaxCandidates).Select(_ => (Id(random), random.NextDouble())).ToArray();
        var accounts = clusters.Select((c, i) => ($"acct_{i:x8}", c.Item2)).ToArray();
        var longIds = accounts.Select((_, i) => (Convert.ToHexString(Bytes(random, 120)) + i, 0.5)).ToArray();

        var kept = await ApiCall.PostAsync(instance, "honeypots/audits", SomeAudit.Body(SomeAudit.Of("1", clusters, accounts)));
        var more = await ApiCall.PostAsync(instance, "honeypots/audits", SomeAudit.Body(SomeAudit.Of("1", [.. clusters, (s_one, 1)])));
        var longer = await ApiCall.PostAsync(instance, "honeypots/audits", SomeAudit.Body(SomeAudit.Of("1", [], longIds)));
        var largest = await ApiCall.PostAsync(instance, "honeypots/audits", new string(' ', (4 * 1024 * 1024) + 1));

        Assert.Equal(200, kept.Status);
        Assert.Equal((400, "bad_audit"), (more.Status, more.Code));
        Assert.Contains("candidates must be an array of at most 10000", more.Text, StringComparison.Ordinal);
        Assert.Equal((400, "bad_audit"), (longer.Status, longer.Code));
        Assert.Contains("more than a row holds", longer.Text, StringComparison.Ordinal);
        Assert.Equal((413, "body_too_large"), (largest.Status, largest.Code));
        await using var other = new Instance(instance.Connection);
        Assert.Equal(10_000, Assert.Single(await other.Get<AuditTable>().ReadAsync(default)).Test.Accounts.Count);
    }

    /// <summary>With Entra ID the token says who records it, whatever the body says.</summary>
    [Fact]
    public async Task WithEntra_TheTokenSaysWho()
    {
        await using var instance = new Instance(azurite.NewAccount(), settings: new() { ["Distill:Auth:Entra"] = "true" });
        var principal = (ClientPrincipal.Header, AccessTests.Principal("Distill.Decide"));

        var made = await ApiCall.PostAsync(instance, "honeypots/audits", SomeAudit.Body(by: "somebody else"), principal);

        Assert.Equal((200, "app-1"), (made.Status, Text(made.Json, "by")));
    }

    private static ClusterId Id(Random random) => ClusterId.Parse($"hydra-{Convert.ToHexStringLower(Bytes(random, 6))}");

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static async Task<string> ListAsync(Instance instance, string query) =>
        string.Join(
            ' ',
            (await ApiCall.GetAsync(instance, $"honeypots/audits{query}")).Json.GetProperty("audits").EnumerateArray().Select(a => Text(a, "suspect"))
        );

    private static string Results(JsonElement audit) =>
        string.Join(
            ", ",
            audit.GetProperty("results").EnumerateArray().Select(r => $"{Text(r, "kind")} {Text(r, "id")} {r.GetProperty("named").GetBoolean()}")
        );

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
