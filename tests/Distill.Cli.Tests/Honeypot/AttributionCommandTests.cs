using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Honeypots.Attribution;
using Distill.Simulation.Students;

namespace Distill.Cli.Tests.Honeypot;

public sealed class AttributionCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MarkedText_IsShownAndItsClusterNamed()
    {
        await _folder.MarkAsync();
        var (code, output, error) = await _folder.AuditAsync("out", "--control", _folder["clean.jsonl"]);
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Dependence shown", output, StringComparison.Ordinal);
        using var json = _folder.ReadAudit("out");
        Assert.InRange(json.RootElement.GetProperty("pValue").GetDouble(), 0, 1e-6);
        var first = json.RootElement.GetProperty("candidates")[0];
        Assert.Equal("hydra-000000000001", first.GetProperty("cluster").GetString());
        Assert.InRange(first.GetProperty("correctedP").GetDouble(), 0, 1e-6);
        Assert.True(json.RootElement.GetProperty("candidates")[1].GetProperty("correctedP").GetDouble() > 0.01);
        Assert.Equal(0, json.RootElement.GetProperty("decoys").GetProperty("accused").GetInt32());
        Assert.True(json.RootElement.GetProperty("control").GetProperty("pValue").GetDouble() > 0.01);

        var page = await File.ReadAllTextAsync(_folder["out/audit.html"]);
        Assert.Contains("not of guilt", page, StringComparison.Ordinal);
        Assert.Contains(
            json.RootElement.GetProperty("evidence").GetProperty("samples")[0].GetProperty("sha256").GetString()!,
            page,
            StringComparison.Ordinal
        );
    }

    /// <summary>What is written can be recorded as it is, and names the same.</summary>
    [Fact]
    public async Task Audit_CanBeRecorded()
    {
        await _folder.MarkAsync();
        await _folder.AuditAsync("out");

        var record = AttributionRecordJson.Read(await File.ReadAllBytesAsync(_folder["out/audit.json"]), out var faults);

        Assert.Empty(faults);
        using var json = _folder.ReadAudit("out");
        Assert.Equal(json.RootElement.GetProperty("pValue").GetDouble(), record!.P);
        Assert.Equal((true, "e1", 50, 0), (record.IsShown, record.Epoch.Value, record.Clusters.Count, record.Accounts.Count));
        Assert.Equal(["hydra-000000000001"], record.Clusters.Where(record.Names).Select(c => c.Id));
    }

    [Fact]
    public async Task Report_ContainsNoKeyAndNoText()
    {
        await _folder.MarkAsync();
        await _folder.AuditAsync("out");
        var key = (await File.ReadAllTextAsync(_folder["k.key"])).Trim();
        foreach (var name in (string[])["out/audit.json", "out/audit.html"])
        {
            var text = await File.ReadAllTextAsync(_folder[name]);
            Assert.DoesNotContain(key, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(CleanReplies.Of(3).First()[..30], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task BadRows_AreNamedAndStopNobody()
    {
        await _folder.MarkAsync();
        await File.AppendAllTextAsync(_folder["suspect.jsonl"], "nonsense\n\n{\"prompt\":\"x\"}\n[1]\n");
        await File.AppendAllTextAsync(_folder["candidates.txt"], "{\"nobody\":1}\n");
        var (code, output, _) = await _folder.AuditAsync("out");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("3 lines rejected", output, StringComparison.Ordinal);
        using var json = _folder.ReadAudit("out");
        var sample = json.RootElement.GetProperty("evidence").GetProperty("samples")[0];
        Assert.Equal(
            ["501 not_json", "503 no_response", "504 not_an_object"],
            sample.GetProperty("rejectedLines").EnumerateArray().Select(l => $"{l.GetProperty("line")} {l.GetProperty("reason")}")
        );
        Assert.Equal(1, json.RootElement.GetProperty("evidence").GetProperty("candidates").GetProperty("rejected").GetInt32());
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense", "[1]", "{\"prompt\":\"x\"}")]
    public async Task NoSamples_AreAnErrorThatSaysWhatToGive(params string[] lines)
    {
        await _folder.MarkAsync();
        _folder.Write("suspect.jsonl", lines);
        var (code, output, error) = await _folder.AuditAsync("out");
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.Contains("response", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/audit.html"]));
    }

    [Fact]
    public async Task SamplesWithoutAChoiceOfWording_GiveNoAnswer()
    {
        await _folder.MarkAsync();
        _folder.Write("suspect.jsonl", ["""{"prompt":"","response":"1 2 3"}"""]);
        var (code, output, _) = await _folder.AuditAsync("out");
        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("NO ANSWER", output, StringComparison.Ordinal);
        Assert.Contains("No sample has a place", await File.ReadAllTextAsync(_folder["out/audit.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SamplesMostlyUnread_GiveNoAnswer()
    {
        await _folder.MarkAsync();
        await File.AppendAllLinesAsync(_folder["suspect.jsonl"], Enumerable.Repeat("nonsense", 20));
        var (code, output, _) = await _folder.AuditAsync("out");
        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("NO ANSWER  20 of 520 lines", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrozenSamples_AreKnownByTheEvidenceFolder()
    {
        await _folder.MarkAsync();
        await Cli.RunAsync(
            "honeypot",
            "commit",
            "--key",
            _folder["k.key"],
            "--epoch",
            "e1",
            "--out",
            _folder["evidence"],
            "--samples",
            _folder["suspect.jsonl"],
            "--tau",
            "0.2",
            "--alpha",
            "1e-9"
        );
        Assert.Equal(ExitCode.Done, (await _folder.AuditAsync("out", "--evidence", _folder["evidence"])).Code);
        using var json = _folder.ReadAudit("out");
        var chain = json.RootElement.GetProperty("evidence").GetProperty("chain");
        Assert.Equal("[]", chain.GetProperty("faults").ToString());
        Assert.True(chain.GetProperty("samplesFrozen").GetBoolean());

        // The test goes by the committed terms.
        Assert.Contains(
            "\"alpha\":1E-09",
            json.RootElement.GetRawText().Replace(" ", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task ATestOfAnotherEpochThanCommitted_IsAFaultOnTheTerminal()
    {
        await _folder.MarkAsync();
        await Cli.RunAsync("honeypot", "commit", "--key", _folder["k.key"], "--epoch", "e77", "--out", _folder["evidence"]);

        var (code, _, error) = await _folder.AuditAsync("out", "--evidence", _folder["evidence"]);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("The test is of epoch e1, and the commitment is to epoch e77.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--decoys", "10")]
    [InlineData(ExitCode.Usage, "--epoch", "no epoch")]
    [InlineData(ExitCode.Failed, "--suspect", "missing.jsonl")]
    public async Task WrongOptions_FailInOneLine(int expected, string option, string value)
    {
        await _folder.MarkAsync();
        string[] args =
        [
            "--key",
            _folder["k.key"],
            "--epoch",
            "e1",
            "--suspect",
            _folder["suspect.jsonl"],
            "--candidates",
            _folder["candidates.txt"],
            "--out",
            _folder["out"],
        ];
        var at = Array.IndexOf(args, option);
        var (code, _, error) = await Cli.RunAsync(["honeypot", "audit", .. at < 0 ? args : [.. args[..at], .. args[(at + 2)..]], option, value]);
        Assert.Equal(expected, code);
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/audit.json"]));
    }

    [Fact]
    public async Task Evaluation_MeasuresEveryFigure()
    {
        var (code, output, _) = await Cli.RunAsync("honeypot", "evaluate", "--quick", "--out", _folder["out"]);
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(output, await File.ReadAllTextAsync(_folder["out/evaluation.md"]));
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["out/evaluation.json"]));
        Assert.Equal("0", json.RootElement[0].GetProperty("measured").GetString());
        foreach (var what in (string[])["binomial", "trigram", "go on with", "choice", "leak", "three clusters", "scrubbed", "clean text"])
        {
            Assert.Contains(json.RootElement.EnumerateArray(), f => f.GetProperty("what").GetString()!.Contains(what, StringComparison.Ordinal));
        }
    }
}
