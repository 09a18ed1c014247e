using System.Text.Json;
using Distill.Contracts.Verdicts;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Api;

/// <summary>What customers went through before they were verified can be counted.</summary>
public sealed class VerificationApiTests(AzuriteFixture azurite)
{
    private const double Day = 1440;

    [Fact]
    public async Task EachAccount_HasItsLastOutcome_AndTheDaysOnWhichItWasRefusedBefore()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync(
            "0",
            Some.Events([
                Some.Refusal("a"),
                Some.Refusal("a", 5),
                Some.Refusal("a", 2 * Day),
                Some.Refusal("a", 9 * Day),
                Some.Refusal("a2"),
                Some.Verification("a", 1, "open"),
                Some.Verification("a", 3 * Day),
                Some.Verification("b", 5, "failed"),
                Some.Verification("c/d", 5, "open"),
            ])
        );
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a", VerdictLevel.Suspect, 80, flagged: Some.Start)]);

        var all = await GetAsync(instance, "");

        Assert.Equal("""{"passed":1,"failed":1,"open":1}""", all.GetProperty("totals").GetRawText());
        Assert.Equal(["a passed 2 suspect", "b failed 0 not_assessed", "c/d open 0 not_assessed"], Lines(all));
        var passed = all.GetProperty("verifications")[0];
        Assert.Equal(Some.Start, passed.GetProperty("firstFlaggedAt").GetDateTimeOffset());
        Assert.Equal(Some.Start.AddDays(3), passed.GetProperty("at").GetDateTimeOffset());
        Assert.Equal("desk", passed.GetProperty("by").GetString());
        Assert.Equal(["b failed 0 not_assessed"], Lines(await GetAsync(instance, "?outcome=failed")));
        var first = await GetAsync(instance, "?limit=2");
        Assert.Equal("b", first.GetProperty("next").GetString());
        Assert.Equal(["c/d open 0 not_assessed"], Lines(await GetAsync(instance, "?limit=2&after=b")));
    }

    [Theory]
    [InlineData("?outcome=won", "bad_filter")]
    [InlineData("?outcome=passed&outcome=open", "bad_query")]
    [InlineData("?limit=0", "bad_limit")]
    [InlineData("?after=%00", "bad_after")]
    [InlineData("?sinse=1", "bad_query")]
    public async Task BadInput_IsNamed(string query, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, "verifications" + query);

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    private static async Task<JsonElement> GetAsync(Instance instance, string query)
    {
        var answer = await ApiCall.GetAsync(instance, "verifications" + query);
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private static IEnumerable<string> Lines(JsonElement page) =>
        page.GetProperty("verifications")
            .EnumerateArray()
            .Select(v => $"{v.GetProperty("account")} {v.GetProperty("outcome")} {v.GetProperty("refusedDays")} {v.GetProperty("level")}");
}
