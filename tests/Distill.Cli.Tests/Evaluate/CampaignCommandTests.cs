using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.Evaluate;

public sealed class CampaignCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Campaign_WritesAPageWithItsCharts_AndALineADay()
    {
        var (code, output, error) = await Cli.RunAsync(
            "evaluate",
            "campaign",
            "--sizes",
            "60x10",
            "--days",
            "2",
            "--seed",
            "3",
            "--out",
            _folder["out"]
        );

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(output, await File.ReadAllTextAsync(_folder["out/seed-campaign.md"]));
        Assert.Contains("--sizes 60x10 --days 2 --seed 3 --every 24", output, StringComparison.Ordinal);
        Assert.Equal(3, error.Trim().Split('\n').Length);
        foreach (var chart in (string[])["calls", "replacements", "minutes"])
        {
            Assert.Contains($"(seed-campaign-{chart}.svg)", output, StringComparison.Ordinal);
            Assert.True(File.Exists(_folder[$"out/seed-campaign-{chart}.svg"]));
        }
    }

    [Theory]
    [InlineData("--operators", "2")]
    [InlineData("--sizes", "many")]
    [InlineData("--days", "400")]
    [InlineData("--every", "7")]
    public async Task WrongOptions_FailInOneLine(params string[] args)
    {
        var (code, _, error) = await Cli.RunAsync(["evaluate", "campaign", .. args, "--out", _folder["out"]]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
