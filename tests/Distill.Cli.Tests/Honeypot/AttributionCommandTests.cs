using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Simulation.Students;

namespace Distill.Cli.Tests.Honeypot;

public sealed class AttributionCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MarkedText_IsShownAndItsClusterNamed()
    {
        await MarkAsync();
        var (code, output, error) = await AuditAsync("out", "--control", _folder["clean.jsonl"]);
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Dependence shown", output, StringComparison.Ordinal);
        using var json = Json("out");
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

    [Fact]
    public async Task Report_ContainsNoKeyAndNoText()
    {
        await MarkAsync();
        await AuditAsync("out");
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
        await MarkAsync();
        await File.AppendAllTextAsync(_folder["suspect.jsonl"], "nonsense\n\n{\"prompt\":\"x\"}\n[1]\n");
        await File.AppendAllTextAsync(_folder["candidates.txt"], "{\"nobody\":1}\n");
        var (code, output, _) = await AuditAsync("out");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("3 lines rejected", output, StringComparison.Ordinal);
        using var json = Json("out");
        var sample = json.RootElement.GetProperty("evidence").GetProperty("samples")[0];
        Assert.Equal(
            ["501 not_json", "503 no_response", "504 not_an_object"],
            sample.GetProperty("rejectedLines").EnumerateArray().Select(l => $"{l.GetProperty("line")} {l.GetProperty("reason")}")
        );
        Assert.Equal(1, json.RootElement.GetProperty("evidence").GetProperty("candidates").GetProperty("rejected").GetInt32());
    }

    [Fact]
    public async Task NoSamples_ShowNothing()
    {
        await MarkAsync();
        _folder.Write("suspect.jsonl", []);
        Assert.Equal(ExitCode.Done, (await AuditAsync("out")).Code);
        using var json = Json("out");
        Assert.Equal(1, json.RootElement.GetProperty("pValue").GetDouble());
        Assert.Equal(0, json.RootElement.GetProperty("cells").GetInt32());
    }

    [Fact]
    public async Task FrozenSamples_AreKnownByTheEvidenceFolder()
    {
        await MarkAsync();
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
            _folder["suspect.jsonl"]
        );
        await AuditAsync("out", "--evidence", _folder["evidence"]);
        using var json = Json("out");
        var chain = json.RootElement.GetProperty("evidence").GetProperty("chain");
        Assert.Equal("[]", chain.GetProperty("faults").ToString());
        Assert.True(chain.GetProperty("samplesFrozen").GetBoolean());
    }

    [Fact]
    public async Task Probes_AreAnsweredAndAuditedByTheirRequests()
    {
        await MarkAsync("0.5");
        var (code, output, _) = await Cli.RunAsync("honeypot", "probe", "--count", "4000", _folder["suspect.jsonl"], _folder["probes.jsonl"]);
        await Cli.RunAsync("honeypot", "probe", "--count", "4000", _folder["in.jsonl"], _folder["unmarked.jsonl"]);
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("4,000 questions of ", output, StringComparison.Ordinal);
        var questions = await File.ReadAllLinesAsync(_folder["probes.jsonl"]);
        Assert.Equal(questions, await File.ReadAllLinesAsync(_folder["unmarked.jsonl"]));

        var student = new TrigramStudent();
        foreach (var line in await File.ReadAllLinesAsync(_folder["suspect.jsonl"]))
        {
            student.Learn(JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);
        }

        foreach (var known in (bool[])[true, false])
        {
            _folder.Write(
                "suspect.jsonl",
                questions.Select(
                    (q, i) =>
                    {
                        var row = JsonDocument.Parse(q).RootElement;
                        var beginning = row.GetProperty("beginning").GetString()!;
                        var request = row.GetProperty("request").GetString()!;
                        Assert.StartsWith("r", request, StringComparison.Ordinal);
                        return JsonSerializer.Serialize(
                            new
                            {
                                prompt = row.GetProperty("prompt").GetString(),
                                beginning,
                                request = known ? request : request + "-of-another",
                                response = student.Continue(beginning, 8, (ulong)i),
                            }
                        );
                    }
                )
            );
            await AuditAsync(known ? "out" : "others");
        }

        using var json = Json("out");
        using var others = Json("others");
        Assert.Equal(4000, json.RootElement.GetProperty("requestsKnown").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("candidates")[0].GetProperty("correctedP").GetDouble(), 0, 1e-6);
        Assert.Equal("hydra-000000000001", json.RootElement.GetProperty("candidates")[0].GetProperty("cluster").GetString());
        Assert.True(json.RootElement.GetProperty("log10P").GetDouble() < others.RootElement.GetProperty("log10P").GetDouble() - 1);
        Assert.Contains("Of 4,000 of 4,000", await File.ReadAllTextAsync(_folder["out/audit.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_KnowTheRequestsOfAnswersInTheLog()
    {
        await MarkAsync();
        var rows = CleanReplies
            .Of(5)
            .Take(3)
            .Select(t =>
                JsonSerializer.Serialize(
                    new
                    {
                        text = t,
                        account = "a1",
                        cluster = "hydra-000000000001",
                    }
                )
            )
            .ToArray();
        _folder.Write("in.jsonl", rows);
        await Cli.RunAsync(
            "honeypot",
            "mark-file",
            "--key",
            _folder["k.key"],
            "--epoch",
            "e1",
            "--log",
            _folder["log.jsonl"],
            _folder["in.jsonl"],
            _folder["left.jsonl"]
        );
        await Cli.RunAsync("honeypot", "probe", _folder["left.jsonl"], _folder["unknown.jsonl"]);
        Assert.Equal(
            ExitCode.Done,
            (await Cli.RunAsync("honeypot", "probe", "--receipts", _folder["log.jsonl"], _folder["left.jsonl"], _folder["known.jsonl"])).Code
        );
        Assert.DoesNotContain(await Requests("unknown.jsonl"), r => r is not null);
        var logged = (await File.ReadAllLinesAsync(_folder["log.jsonl"])).Select(l =>
            JsonDocument.Parse(l).RootElement.GetProperty("request").GetString()
        );
        Assert.Equal(logged, (await Requests("known.jsonl")).Distinct());

        async Task<IEnumerable<string?>> Requests(string file) =>
            (await File.ReadAllLinesAsync(_folder[file])).Select(l =>
                JsonDocument.Parse(l).RootElement.TryGetProperty("request", out var request) ? request.GetString() : null
            );
    }

    [Fact]
    public async Task RequestOfATextWrittenFreely_IsNoRequestAskedFor()
    {
        // A suspect that writes freely, and whose row names a request, was not asked for what left to it.
        await MarkAsync();
        await AuditAsync("out");
        using var json = Json("out");
        Assert.Equal(0, json.RootElement.GetProperty("requestsKnown").GetInt32());
    }

    [Fact]
    public async Task Receipts_KnowTheRequestsOfAnswersFoundWhole()
    {
        await MarkAsync();
        _folder.Write(
            "in.jsonl",
            CleanReplies
                .Of(5)
                .Take(6)
                .Select(
                    (t, i) =>
                        JsonSerializer.Serialize(
                            new
                            {
                                text = t,
                                account = "a1",
                                cluster = "hydra-000000000001",
                                request = $"r{i}",
                            }
                        )
                )
        );
        await Cli.RunAsync(
            "honeypot",
            "mark-file",
            "--key",
            _folder["k.key"],
            "--epoch",
            "e1",
            "--log",
            _folder["log.jsonl"],
            _folder["in.jsonl"],
            _folder["left.jsonl"]
        );
        var left = (await File.ReadAllLinesAsync(_folder["left.jsonl"]))
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)
            .ToArray();
        _folder.Write("suspect.jsonl", left.Select((t, i) => JsonSerializer.Serialize(new { text = i == 0 ? t + " And more." : t })));
        _folder.Write("candidates.txt", ["{\"cluster\":\"hydra-000000000001\",\"account\":\"a1\"}"]);
        await AuditAsync("without", "--found");
        Assert.Equal(
            ExitCode.Done,
            (await AuditAsync("out", "--found", "--receipts", _folder["log.jsonl"], "--control", _folder["clean.jsonl"])).Code
        );
        using var without = Json("without");
        using var json = Json("out");
        Assert.Equal(0, without.RootElement.GetProperty("requestsKnown").GetInt32());
        Assert.Equal(5, json.RootElement.GetProperty("requestsKnown").GetInt32());
        Assert.True(json.RootElement.GetProperty("log10P").GetDouble() < without.RootElement.GetProperty("log10P").GetDouble() - 1);
        Assert.Contains("of 5 of 6 the request is known", await File.ReadAllTextAsync(_folder["out/audit.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoLogOfReceipts_IsRefused()
    {
        await MarkAsync();
        Assert.Equal(ExitCode.Usage, (await AuditAsync("out", "--found", "--receipts", _folder["in.jsonl"])).Code);
        Assert.Equal(ExitCode.Usage, (await AuditAsync("out", "--receipts", _folder["in.jsonl"])).Code);
        Assert.False(File.Exists(_folder["out/audit.json"]));
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--decoys", "10")]
    [InlineData(ExitCode.Usage, "--epoch", "no epoch")]
    [InlineData(ExitCode.Failed, "--suspect", "missing.jsonl")]
    public async Task WrongOptions_FailInOneLine(int expected, string option, string value)
    {
        await MarkAsync();
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

    private Task<(int Code, string Output, string Error)> AuditAsync(string folder, params string[] more) =>
        Cli.RunAsync([
            "honeypot",
            "audit",
            "--key",
            _folder["k.key"],
            "--epoch",
            "e1",
            "--suspect",
            _folder["suspect.jsonl"],
            "--candidates",
            _folder["candidates.txt"],
            "--out",
            _folder[folder],
            .. more,
        ]);

    private JsonDocument Json(string folder) => JsonDocument.Parse(File.ReadAllBytes(_folder[$"{folder}/audit.json"]));

    /// <summary>500 answers to one cluster, marked at a rate, as the command line does it; and as many clean ones.</summary>
    private async Task MarkAsync(string rate = "1")
    {
        _folder.WriteKey("k.key");
        _folder.Write(
            "in.jsonl",
            CleanReplies
                .Of(3)
                .Take(500)
                .Select(
                    (t, i) =>
                        JsonSerializer.Serialize(
                            new
                            {
                                text = t,
                                account = $"a{i % 9}",
                                cluster = "hydra-000000000001",
                                request = $"r{i}",
                            }
                        )
                )
        );
        _folder.Write("clean.jsonl", CleanReplies.Of(4).Take(500).Select(t => JsonSerializer.Serialize(new { prompt = "", response = t })));
        _folder.Write("candidates.txt", Enumerable.Range(0, 50).Select(i => $"hydra-{i:x12}"));
        await Cli.RunAsync(
            "honeypot",
            "mark-file",
            "--key",
            _folder["k.key"],
            "--epoch",
            "e1",
            "--rate",
            rate,
            _folder["in.jsonl"],
            _folder["suspect.jsonl"]
        );
    }
}
