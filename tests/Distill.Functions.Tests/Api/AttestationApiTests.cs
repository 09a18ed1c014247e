using System.Text.Json;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Api;

/// <summary>What a reseller attests is validated, kept with the facts, and part of the next review.</summary>
public sealed class AttestationApiTests(AzuriteFixture azurite)
{
    private const string Valid = """
        {"version":1,"reseller":"rs_1","issuedAt":"2026-04-22T02:00:00Z","attestations":[
        {"account":"a","customer":"c","holder":"person","level":"verified","country":"DE","checkedOn":"2026-04-01","expiresOn":"2027-04-01"}]}
        """;

    [Fact]
    public async Task Attestations_AreKeptOnce_AndReviewed()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events([Call("a"), Call("b")]));

        var first = await ApiCall.PostAsync(instance, "attestations", Valid);
        var second = await ApiCall.PostAsync(instance, "attestations", Valid);
        await instance.CorrelateAsync();

        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.Equal("""{"accepted":1}""", first.Text);
        Assert.Single(await Stored.RowsAsync(instance.Connection, FactTable.Name));
        var review = (await ApiCall.GetAsync(instance, "resellers")).Json.GetProperty("resellers")[0];
        Assert.Equal("""{"valid":1,"missing":1,"expired":0,"contradicted":0,"hoursNotTested":1}""", review.GetProperty("attestations").GetRawText());
    }

    [Theory]
    [InlineData("[]", "The document must be an object.")]
    [InlineData("{}", "reseller must be a text of 1 to 128 characters.")]
    [InlineData("""{"version":1,"name":"Ann"}""", "\"name\" is unknown.")]
    public async Task BadAttestations_AreRefusedWhole_WithTheirFaults(string body, string fault)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, "attestations", body);

        Assert.Equal((400, "bad_attestations"), (answer.Status, answer.Code));
        Assert.Contains(fault, answer.Json.GetProperty("faults").EnumerateArray().Select(f => f.GetString()));
        Assert.Empty(await Stored.RowsAsync(instance.Connection, FactTable.Name));
    }

    /// <summary>The schema in docs is the one that is served.</summary>
    [Fact]
    public void TheSchemaInDocs_IsTheServedOne()
    {
        var served = Contract.Document.GetProperty("components").GetProperty("schemas").GetProperty("Attestations");
        var item = Contract.Document.GetProperty("components").GetProperty("schemas").GetProperty("Attestation");
        using var docs = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root(), "docs", "kyc-attestations.schema.json")));
        foreach (var member in served.EnumerateObject().Where(m => m.Name != "properties"))
        {
            Assert.True(JsonElement.DeepEquals(member.Value, docs.RootElement.GetProperty(member.Name)), member.Name);
        }

        var properties = docs.RootElement.GetProperty("properties");
        Assert.True(JsonElement.DeepEquals(item, properties.GetProperty("attestations").GetProperty("items")));
        Assert.Empty(Schema.Faults(served, JsonDocument.Parse(Valid).RootElement, "document"));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private static object Call(string account) =>
        new
        {
            type = "call",
            id = account,
            time = "2026-04-22T03:00:00Z",
            account,
            model = "m",
            reseller = "rs_1",
        };
}
