using System.Text.Json;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.Evaluate;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluation_TellsOfEveryRungAndOfThePlainMethods()
    {
        var (code, output, error) = await Cli.RunAsync(
            "evaluate",
            "--rungs",
            "quiet,naive",
            "--sizes",
            "150x20",
            "--days",
            "2",
            "--seeds",
            "1-2",
            "--every",
            "24",
            "--stock",
            "narrow",
            "--out",
            _folder["out"]
        );
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Simulated with seeds 1, 2, with a narrow stock of framings.", output, StringComparison.Ordinal);
        Assert.Equal(4, error.Trim().Split('\n').Length);
        Assert.Equal(output, await File.ReadAllTextAsync(_folder["out/evaluation.md"]));

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["out/evaluation.json"]));
        var rungs = json.RootElement.GetProperty("rungs");
        Assert.Equal(["quiet", "naive"], rungs.EnumerateArray().Select(r => r.GetProperty("rung").GetString()));
        Assert.Equal(JsonValueKind.Null, rungs[0].GetProperty("recall").GetProperty("value").ValueKind);
        Assert.Equal(2, rungs[1].GetProperty("seeds").GetArrayLength());
        Assert.Equal(5, rungs[1].GetProperty("baselines").GetArrayLength());
        Assert.InRange(rungs[1].GetProperty("recall").GetProperty("value").GetDouble(), 0, 1);
        Assert.Equal(20, rungs[1].GetProperty("seeds")[0].GetProperty("campaign").GetProperty("accounts").GetInt32());
    }

    [Fact]
    public async Task TrafficFromOutside_IsScoredByItsLabels()
    {
        await Cli.RunAsync("simulate", "naive", "--out", _folder["log.jsonl.gz"], "--accounts", "150", "--campaign", "20", "--days", "2");
        var (code, output, _) = await Cli.RunAsync(
            "evaluate",
            "--events",
            _folder["log.jsonl.gz"],
            "--truth",
            _folder["truth.json"],
            "--every",
            "24",
            "--out",
            _folder["outside"]
        );
        await Cli.RunAsync(
            "evaluate",
            "--rungs",
            "naive",
            "--sizes",
            "150x20",
            "--days",
            "2",
            "--seeds",
            "1",
            "--every",
            "24",
            "--out",
            _folder["inside"]
        );
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("with a wide stock", await File.ReadAllTextAsync(_folder["inside/evaluation.md"]), StringComparison.Ordinal);
        Assert.Contains("Labelled traffic from outside.", output, StringComparison.Ordinal);
        Assert.Equal(Campaign("inside"), Campaign("outside"));
    }

    [Fact]
    public async Task Leaks_AreNamedRungByRung()
    {
        var (code, output, _) = await Cli.RunAsync(
            "evaluate",
            "--leaks",
            "--rungs",
            "quiet,naive",
            "--sizes",
            "150x20",
            "--days",
            "2",
            "--seeds",
            "1",
            "--out",
            _folder["out"]
        );
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("| naive | 150x20 |", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["out/leaks.json"]));
        Assert.NotEqual(0, json.RootElement[1].GetProperty("leaks").GetArrayLength());
    }

    [Theory]
    [InlineData("--rungs", "nobody")]
    [InlineData("--sizes", "many")]
    [InlineData("--seeds", "x")]
    [InlineData("--stock", "medium")]
    [InlineData("--parallel", "0")]
    [InlineData("--truth", "labels.json")]
    public async Task WrongOptions_FailInOneLine(params string[] args)
    {
        var (code, _, error) = await Cli.RunAsync(["evaluate", .. args, "--out", _folder["out"]]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nothing")]
    [InlineData("""{"hydra":[3]}""")]
    public async Task WrongLabels_FailAndAreNamed(string labels)
    {
        var (code, _, error) = await Cli.RunAsync(
            "evaluate",
            "--events",
            _folder.Write("log.jsonl", [Some.Call("acct_1", "1")]),
            "--truth",
            _folder.Write("labels.json", [labels]),
            "--out",
            _folder["out"]
        );
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("labels.json", error, StringComparison.Ordinal);
    }

    // What became of the campaign's accounts, and when.
    private string Campaign(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder[$"{folder}/evaluation.json"]));
        var seed = json.RootElement.GetProperty("rungs")[0].GetProperty("seeds")[0];
        return $"{seed.GetProperty("campaign")} {seed.GetProperty("innocent")} {seed.GetProperty("hoursToFlagMedian")} "
            + $"{seed.GetProperty("callsBeforeFlag")} {seed.GetProperty("campaignCalls")}";
    }
}
