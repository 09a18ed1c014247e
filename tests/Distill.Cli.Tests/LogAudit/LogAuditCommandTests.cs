using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Cli.Tests.LogAudit;

public sealed class LogAuditCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryAccountNamed_HasOneRowInOrder()
    {
        await AuditAsync(
            _folder.Write("a.jsonl", [Some.Account("zed"), Some.Call("bob", "1"), Some.Call("Ann", "2"), Some.Ban("carl"), Some.Call("bob", "3")]),
            ExitCode.NoAnswer
        );

        Verdict[] verdicts =
        [
            .. (await File.ReadAllLinesAsync(_folder["out/verdicts.jsonl"])).Select(l => VerdictJson.Read(System.Text.Encoding.UTF8.GetBytes(l))),
        ];
        Assert.Equal(["Ann", "bob", "carl", "zed"], verdicts.Select(v => v.Account.Value));
        Assert.All(verdicts, v => Assert.NotEmpty(v.Reasons));
        Assert.All(verdicts[2..], v => Assert.Equal(VerdictLevel.NotAssessed, v.Level));
    }

    [Fact]
    public async Task BadLines_AreListedWithTheirReasonAndWithoutPromptText()
    {
        var log = _folder.Write(
            "bad.jsonl",
            [
                Some.Call("ann", "1"),
                "",
                "not json, secret plan",
                """{"type":"call","id":"2","time":"2026-04-20T00:00:00Z","account":"ann","prompt":"secret plan"}""",
                """{"type":"call","id":"3","time":"yesterday","account":"ann","model":"m","Prompt":"secret plan","note":"secret plan"}""",
                """{"type":"gossip","time":"2026-04-20T00:00:00Z","account":"ann"}""",
                "[1]",
                Some.Call("ann", "4", DateTimeOffset.UtcNow.AddDays(1)),
                Some.Call("ann", "5", prompt: new string('x', 1_100_000)),
                Some.Call("ann", "6"),
            ]
        );
        var (_, output, _) = await AuditAsync(log, ExitCode.NoAnswer);

        var rejects = await File.ReadAllTextAsync(_folder["out/rejects.jsonl"]);
        var rows = rejects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => JsonDocument.Parse(r).RootElement).ToArray();
        Assert.Equal(
            [
                (3, "not_json", null),
                (4, "missing_field", "model"),
                (5, "bad_time", "time"),
                (6, "unknown_type", "type"),
                (7, "not_an_object", null),
                (8, "time_too_far_in_future", "time"),
                (9, "too_large", null),
            ],
            rows.Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reason").GetString(), r.GetProperty("field").GetString()))
        );
        Assert.All(rows, r => Assert.Equal(log, r.GetProperty("file").GetString()));
        Assert.Contains("promptFeatures", rejects, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(_folder["out"]))
        {
            Assert.DoesNotContain("secret", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }

        Assert.Contains("2 calls and 0 facts of 1 accounts; 7 lines rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheLogCouldNotTell_IsAResult()
    {
        var call = Some.Call("ann", "1");
        var log = _folder.Write(
            "odd.jsonl",
            [
                call,
                call,
                Some.Call("ann", "1", Some.Monday.AddMinutes(1)),
                Some.Call("ann", "2")
                    .Replace("\"model\"", "\"ip\":\"10.0.0.1\",\"inputTokens\":\"many\",\"country\":\"-\",\"model\"", StringComparison.Ordinal),
                Some.Call("bob", "1", prompt: "half \\ud800 a pair"),
                Some.Account("ann").Replace("\"kyc\"", "\"payment\":\"none\",\"kyc\"", StringComparison.Ordinal),
            ]
        );

        var (_, output, _) = await AuditAsync(log, ExitCode.NoAnswer);

        var quality = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["out/quality.json"])).RootElement;
        Assert.Equal(
            (5, 1, 1),
            (
                quality.GetProperty("calls").GetInt32(),
                quality.GetProperty("repeatedCalls").GetInt32(),
                quality.GetProperty("callsOfReusedIds").GetInt32()
            )
        );
        Assert.Equal(
            [
                ("inputTokens", "unreadable", 1),
                ("ip", "special_address", 1),
                ("country", "unknown", 1),
                ("prompt", "mended", 1),
                ("payment", "unknown", 1),
            ],
            quality
                .GetProperty("fields")
                .EnumerateArray()
                .Select(f => (f.GetProperty("field").GetString(), f.GetProperty("fault").GetString(), f.GetProperty("count").GetInt32()))
        );
        Assert.Contains(
            "shared_network",
            quality
                .GetProperty("signals")
                .EnumerateArray()
                .Where(s => s.GetProperty("blind").GetBoolean())
                .Select(s => s.GetProperty("signal").GetString())
        );
        Assert.Contains("5 calls and 1 facts of 2 accounts; 0 lines rejected", output, StringComparison.Ordinal);
        Assert.Contains("Quality    inputTokens unreadable in 1 events; ", output, StringComparison.Ordinal);
        Assert.Contains("special address", await File.ReadAllTextAsync(_folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShuffledLinesInSeveralFiles_GiveIdenticalFindings()
    {
        string[] lines = [.. Some.Traffic(), "{}", .. Some.Traffic().Take(100)];
        await AuditAsync(_folder.Write("log.jsonl", lines));
        var expected = await Task.WhenAll(Findings("out"));

        var random = new Random(7);
        random.Shuffle(lines);
        var halves = lines.Chunk(lines.Length / 2 + 1).ToArray();
        var (code, _, error) = await Cli.RunAsync(
            "audit",
            _folder.Write("1.jsonl.gz", halves[0]),
            _folder.Write("2.jsonl", halves[1]),
            "--out",
            _folder["again"]
        );

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(expected, await Task.WhenAll(Findings("again")));
    }

    [Fact]
    public async Task SameLog_GivesTheSameReport()
    {
        var log = _folder.Write("log.jsonl", Some.Traffic());
        await AuditAsync(log);
        var report = await File.ReadAllTextAsync(_folder["out/report.html"]);
        await AuditAsync(log);
        Assert.Equal(report, await File.ReadAllTextAsync(_folder["out/report.html"]));
    }

    [Fact]
    public async Task EmptyLog_IsAuditedToo()
    {
        await AuditAsync(_folder.Write("empty.jsonl", []), ExitCode.NoAnswer);
        Assert.Equal("[]", (await File.ReadAllTextAsync(_folder["out/clusters.json"])).Trim());
        Assert.Empty(await File.ReadAllTextAsync(_folder["out/verdicts.jsonl"]));
    }

    [Fact]
    public async Task MissingFile_FailsInOneLineAndLeavesNothing()
    {
        var (code, output, error) = await Cli.RunAsync("audit", _folder["nowhere.jsonl"], "--out", _folder["out"]);
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.Contains("nowhere.jsonl", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["out"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(400)]
    public async Task GzipCutShort_IsNotTakenForAWholeLog(int bytesMissing)
    {
        var log = _folder.Write("cut.jsonl.gz", Some.Traffic());
        await using (var file = File.OpenWrite(log))
        {
            file.SetLength(file.Length - bytesMissing);
        }

        var (code, _, error) = await Cli.RunAsync("audit", log, "--out", _folder["out"]);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("cut short", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "a.jsonl")]
    [InlineData("audit", "a.jsonl", "--out", "x", "--every", "0")]
    [InlineData("audit", "a.jsonl", "--out", "x", "--lookback", "12")]
    [InlineData("audit", "a.jsonl", "--out", "x", "--lookback", "week")]
    [InlineData("audit", "a.jsonl", "--out", "x", "--colour")]
    public async Task WrongOptions_FailInOneLine(params string[] args)
    {
        var (code, output, error) = await Cli.RunAsync(args);
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> AuditAsync(string log, int expected = ExitCode.Done)
    {
        var ran = await Cli.RunAsync("audit", log, "--out", _folder["out"]);
        Assert.Equal((expected, ""), (ran.Code, ran.Error));
        return ran;
    }

    private IEnumerable<Task<string>> Findings(string folder) =>
        new[] { "verdicts.jsonl", "clusters.json" }.Select(n => File.ReadAllTextAsync(_folder[Path.Combine(folder, n)]));
}
