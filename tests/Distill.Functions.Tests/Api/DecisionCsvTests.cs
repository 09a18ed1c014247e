using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>Decisions and overrides as tables, for spreadsheets.</summary>
public sealed class DecisionCsvTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Csv_HasWhatTheJsonHas()
    {
        await using var instance = await StartAsync(azurite);
        var made = (await DecideAsync(instance, Body("He said \"no\",\r\nand left."))).Json;

        var csv = await ApiCall.GetAsync(instance, "decisions?format=csv");

        Assert.Equal("text/csv; charset=utf-8; header=present", csv.Type);
        Assert.StartsWith("attachment; filename=\"decisions.csv\"", csv.Headers.ContentDisposition, StringComparison.Ordinal);
        Assert.Equal(
            "\"number\",\"id\",\"cluster\",\"decision\",\"accounts\",\"by\",\"why\",\"at\",\"expires\",\"inForce\","
                + "\"passed\",\"operation\",\"clusters\"\r\n"
                + $"\"2\",\"{made.GetProperty("id")}\",\"{TheCluster.Id}\",\"confirm\",\"12\",\"ana\",\"He said \"\"no\"\",\nand left.\","
                + "\"2026-05-01T00:00:00Z\",\"\",\"true\",\"0\",\"\",\"1\"\r\n",
            csv.Text
        );
    }

    /// <summary>A spreadsheet runs none of what people write.</summary>
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("\uFF1D1+1")]
    public async Task Csv_HoldsNoFormula(string why)
    {
        await using var instance = await StartAsync(azurite);
        Assert.Equal(
            200,
            (
                await OverrideAsync(
                    instance,
                    "x1",
                    new
                    {
                        action = "block",
                        why,
                        by = "=cmd",
                    }
                )
            ).Status
        );

        var csv = (await ApiCall.GetAsync(instance, "overrides?format=csv")).Text;

        // A line end is kept as one character.
        Assert.Contains($"\"x1\",\"block\",\"'=cmd\",\"'{why.Replace('\r', '\n')}\",", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decisions", "text/csv", true)]
    [InlineData("decisions", "text/csv, application/json;q=0.5", true)]
    [InlineData("decisions", "text/csv;q=0.5, application/json", false)]
    [InlineData("decisions", "text/csv;q=0", false)]
    [InlineData("decisions", "*/*", false)]
    [InlineData("decisions", null, false)]
    [InlineData("decisions?format=json", "text/csv", false)]
    [InlineData("overrides?format=csv", "application/json", true)]
    [InlineData("overrides", "text/csv", true)]
    public async Task Csv_IsSentToWhoAsksForIt(string path, string? accept, bool csv)
    {
        await using var instance = await StartAsync(azurite);

        var answer = await ApiCall.GetAsync(instance, path, accept is null ? [] : [("Accept", accept)]);

        Assert.Equal(csv ? "text/csv" : "application/json", answer.Type?.Split(';')[0]);
    }

    [Fact]
    public async Task Csv_IsWhole_UnlessALimitIsGiven()
    {
        await using var instance = await StartAsync(azurite);
        foreach (var why in Enumerable.Range(0, 120).Select(i => $"Reason {i}."))
        {
            await OverrideAsync(instance, "x1", new { action = "block", why });
        }

        var all = await ApiCall.GetAsync(instance, "overrides?format=csv");
        var part = await ApiCall.GetAsync(instance, "overrides?format=csv&limit=50");
        var rest = await ApiCall.GetAsync(instance, $"overrides?format=csv&after={part.Headers["Distill-Next"]}");

        Assert.Equal((121, 51, 71), (Lines(all), Lines(part), Lines(rest)));
        Assert.False(all.Headers.ContainsKey("Distill-Next"));
        Assert.Equal(all.Text.Split("\r\n")[1..], part.Text.Split("\r\n")[1..^1].Concat(rest.Text.Split("\r\n")[1..]));
    }

    private static object Body(string why) =>
        new
        {
            decision = "confirm",
            by = "ana",
            why,
        };

    private static int Lines(Answer csv) => csv.Text.Split("\r\n").Length - 1;
}
