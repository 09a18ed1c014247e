using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Evaluation.Dialects;
using Distill.Simulation;

namespace Distill.Cli.Tests.Evaluate;

public sealed class DialectsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Battery_ComparesEachDialectAndSaysHowManyRunsAreToCome()
    {
        var (code, output, error) = await Cli.RunAsync(
            "evaluate",
            "--dialects",
            "tokens_text,payment_none",
            "--rungs",
            "quiet,naive",
            "--sizes",
            "100x15",
            "--days",
            "1",
            "--seeds",
            "1",
            "--every",
            "24",
            "--out",
            _folder["out"]
        );
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(output, await File.ReadAllTextAsync(_folder["out/dialects.md"]));

        // The plain log and three others on quiet; the plain log and twice three on naive.
        var lines = error.Trim().Split('\n');
        Assert.StartsWith("11 runs: 2 dialects", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("[11/11] ", lines[11], StringComparison.Ordinal);
        Assert.Contains("the limits", lines[12], StringComparison.Ordinal);

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["out/dialects.json"]));
        var rows = json.RootElement.GetProperty("dialects").EnumerateArray().ToArray();
        Assert.Equal(
            [
                "quiet payment_none everybody",
                "quiet tokens_text everybody",
                "naive payment_none campaign",
                "naive payment_none everybody",
                "naive tokens_text campaign",
                "naive tokens_text everybody",
            ],
            rows.Select(r => $"{r.GetProperty("rung")} {r.GetProperty("dialect")} {r.GetProperty("writtenBy")}")
        );
        Assert.Equal(15, rows[2].GetProperty("spoken").GetProperty("campaign").GetInt32());
        Assert.Equal("payment", rows[2].GetProperty("spoken").GetProperty("faults")[0].GetProperty("field").GetString());
        Assert.Equal(JsonValueKind.Null, rows[4].GetProperty("leftOut").ValueKind);
        Assert.Equal(0, rows[5].GetProperty("recallLoss").GetDouble());
    }

    [Theory]
    [InlineData("--dialects ip_zero,klingon", "There is no dialect 'klingon'; the dialects are ip_zero, ip_unknown, ")]
    [InlineData("--dialects --leaks", "--dialects goes with neither")]
    [InlineData("--dialects --events a.jsonl --truth b.json", "--dialects goes with neither")]
    [InlineData("--dialects --rungs nobody", "nobody")]
    public async Task WrongOptions_FailInOneLine(string line, string says)
    {
        var (code, _, error) = await Cli.RunAsync(["evaluate", .. line.Split(' '), "--out", _folder["out"]]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(says, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ip_private", "ip", "special_address")]
    [InlineData("ip_masked", "ip", "masked")]
    [InlineData("ip_unknown", "ip", "unknown")]
    [InlineData("device_zero", "device", "unknown")]
    [InlineData("payment_dash", "payment", "unknown")]
    [InlineData("country_dash", "country", "unknown")]
    [InlineData("prompt_redacted_brackets", "prompt", "unknown")]
    [InlineData("prompt_surrogate", "prompt", "mended")]
    [InlineData("tokens_negative", "inputTokens", "out_of_range")]
    public async Task Audit_SaysWhatTheDialectCost(string dialect, string field, string fault)
    {
        using var quality = await AuditAsync(dialect);
        Assert.Contains(
            quality.RootElement.GetProperty("fields").EnumerateArray(),
            f => f.GetProperty("field").GetString() == field && f.GetProperty("fault").GetString() == fault && f.GetProperty("count").GetInt32() > 20
        );
    }

    [Theory]
    [InlineData("payment_none", "shared_payment_card")]
    [InlineData("device_zero", "shared_sign_up_device")]
    [InlineData("ip_zero", "shared_network")]
    [InlineData("prompt_redacted", "shared_templates")]
    [InlineData("prompt_empty", "shared_templates")]
    [InlineData("optional_null", "same_client")]
    public async Task Audit_SaysWhichSignalIsBlind(string dialect, string signal)
    {
        using var quality = await AuditAsync(dialect);
        Assert.Contains(
            quality.RootElement.GetProperty("signals").EnumerateArray(),
            s => s.GetProperty("signal").GetString() == signal && s.GetProperty("blind").GetBoolean()
        );
    }

    [Theory]
    [InlineData("prompt_constant", "constantPromptAccounts")]
    [InlineData("id_constant", "callsOfReusedIds")]
    public async Task Audit_CountsWhatIsOne(string dialect, string count)
    {
        using var quality = await AuditAsync(dialect);
        Assert.True(quality.RootElement.GetProperty(count).GetInt32() > 20, quality.RootElement.GetProperty(count).ToString());
    }

    [Fact]
    public async Task AuditOfADialectThatLosesNothing_SaysNothing()
    {
        using var quality = await AuditAsync("time_second_60");
        Assert.Empty(quality.RootElement.GetProperty("fields").EnumerateArray());
        Assert.Empty(quality.RootElement.GetProperty("rejected").EnumerateObject());
    }

    // The quality of a small log that everybody writes in the dialect.
    private async Task<JsonDocument> AuditAsync(string dialect)
    {
        var simulation = new SimulationRun(Ladder.Naive(new LadderSize(60, 10, 1)));
        var writer = new DialectWriter(AllDialects.Named(dialect)!, DialectScope.Everybody, new HashSet<string>());
        var lines = simulation.Events().Select(e => System.Text.Encoding.UTF8.GetString(writer.Write(e.Account, e.Json).Span));
        await Cli.RunAsync("audit", _folder.Write("log.jsonl", lines), "--every", "24", "--out", _folder["audit"]);
        return JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["audit/quality.json"]));
    }
}
