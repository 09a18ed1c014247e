using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Core.Decisions;

namespace Distill.Cli.Tests.Simulate;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SimulatedLog_IsAuditedWithoutARejectAndItsTruthNamesTheAccounts()
    {
        var (code, _, error) = await SimulateAsync("log.jsonl.gz");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(0, (await Cli.RunAsync("audit", _folder["log.jsonl.gz"], "--out", _folder["out"])).Code);

        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["truth.json"]));
        var verdicts = (await File.ReadAllLinesAsync(_folder["out/verdicts.jsonl"]))
            .Select(l => VerdictJson.Read(System.Text.Encoding.UTF8.GetBytes(l)))
            .ToArray();
        Assert.Empty(await File.ReadAllTextAsync(_folder["out/rejects.jsonl"]));
        Assert.Equal(12, truth.RootElement.GetProperty("hydra").GetArrayLength());
        Assert.All(verdicts, v => Assert.True(truth.RootElement.GetProperty("kinds").TryGetProperty(v.Account.Value, out _)));
    }

    [Fact]
    public async Task SameSeed_GivesTheSameLog()
    {
        await SimulateAsync("a.jsonl");
        await SimulateAsync("b.jsonl");
        await SimulateAsync("c.jsonl", "--seed", "8");
        await SimulateAsync("narrow.jsonl", "--stock", "narrow");
        await SimulateAsync("wide.jsonl", "--stock", "wide");
        var log = await File.ReadAllBytesAsync(_folder["a.jsonl"]);
        Assert.Equal(log, await File.ReadAllBytesAsync(_folder["b.jsonl"]));
        Assert.NotEqual(log, await File.ReadAllBytesAsync(_folder["c.jsonl"]));
        Assert.NotEqual(log, await File.ReadAllBytesAsync(_folder["narrow.jsonl"]));
        Assert.Equal(log, await File.ReadAllBytesAsync(_folder["wide.jsonl"]));
    }

    [Theory]
    [InlineData("nobody", "--days", "2")]
    [InlineData("thin", "--days", "0")]
    [InlineData("thin", "--accounts", "-1")]
    [InlineData("thin", "--seed", "x")]
    [InlineData("thin", "--stock", "medium")]
    public async Task WrongOptions_FailInOneLine(params string[] args)
    {
        var (code, _, error) = await Cli.RunAsync(["simulate", .. args, "--out", _folder["x.jsonl"]]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.jsonl"]));
    }

    private Task<(int Code, string Output, string Error)> SimulateAsync(string name, params string[] more) =>
        Cli.RunAsync(["simulate", "thin", "--out", _folder[name], "--accounts", "60", "--campaign", "12", "--days", "1", .. more]);
}
