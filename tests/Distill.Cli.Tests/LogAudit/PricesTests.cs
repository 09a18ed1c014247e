using System.Text.Json;
using Distill.Cli.LogAudit.Costing;

namespace Distill.Cli.Tests.LogAudit;

public sealed class PricesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("m-1", 3.0 + 15)]
    [InlineData("m-1-0420", 3.0 + 15)]
    [InlineData("m-1-mini", 1.0 + 2)]
    [InlineData("M-1-Mini", 1.0 + 2)]
    [InlineData("x", null)]
    public void LongestName_Counts(string model, double? money)
    {
        var prices = PriceList.Read(
            _folder.Write(
                "prices.json",
                ["""{"currency":"EUR","models":{"m-1*":{"input":3,"output":15},"m-1-mini*":{"input":1,"output":2}},/* of May */}"""]
            )
        );

        Assert.Equal((decimal?)money, prices.Of(model, 1e6, 1e6));
    }

    [Fact]
    public void Prices_MayBeForAnotherNumberOfTokens()
    {
        var prices = PriceList.Read(_folder.Write("prices.json", ["""{"currency":"EUR","per":1000,"models":{"*":{"input":0.5,"output":1.25}}}"""]));

        Assert.Equal(1.75m, prices.Of("any", 1000, 1000));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"currency":"EUR","models":{}}""")]
    [InlineData("""{"currency":"EUR","models":{"m":{"input":1}}}""")]
    [InlineData("""{"currency":"EUR","models":{"m":{"input":-1,"output":1}}}""")]
    [InlineData("""{"currency":"EUR","models":{"m":{"input":"1","output":1}}}""")]
    [InlineData("""{"currency":"EUR","per":0,"models":{"m":{"input":1,"output":1}}}""")]
    [InlineData("""{"currency":1,"models":{"m":{"input":1,"output":1}}}""")]
    public async Task WrongList_FailsInOneLine_AndShowsTheForm(string json)
    {
        var log = _folder.Write("log.jsonl", Some.Traffic(accounts: 3, days: 1));

        var (code, _, error) = await Cli.RunAsync("audit", log, "--out", _folder["out"], "--prices", _folder.Write("prices.json", [json]));

        Assert.Equal(1, code);
        Assert.Contains("prices per million tokens", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaign_IsPriced_OnTheTerminalAndInTheSummary()
    {
        var log = _folder["log.jsonl"];
        Assert.Equal(0, (await Cli.RunAsync("simulate", "naive", "--accounts", "150", "--campaign", "30", "--days", "2", "--out", log)).Code);
        var prices = _folder.Write("prices.json", ["""{"currency":"EUR","models":{"*":{"input":3,"output":15}}}"""]);

        var (code, output, error) = await Cli.RunAsync("audit", log, "--out", _folder["out"], "--every", "24", "--prices", prices, "--json");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(output.TrimEnd(), (await File.ReadAllTextAsync(_folder["out/summary.json"], TestContext.Current.CancellationToken)).TrimEnd());
        var taken = JsonDocument.Parse(output).RootElement.GetProperty("taken");
        var clusters = taken.GetProperty("clusters").EnumerateArray().ToArray();
        Assert.NotEmpty(clusters);
        Assert.Equal("EUR", taken.GetProperty("currency").GetString());
        Assert.All(
            clusters.SelectMany(c => c.GetProperty("models").EnumerateArray()),
            m =>
                Assert.Equal(
                    ((3 * m.GetProperty("inputTokens").GetDouble()) + (15 * m.GetProperty("outputTokens").GetDouble())) / 1e6,
                    m.GetProperty("money").GetDouble(),
                    3
                )
        );
        Assert.Equal(clusters.Sum(c => c.GetProperty("money").GetDouble()), taken.GetProperty("inAll").GetProperty("money").GetDouble(), 2);
    }
}
