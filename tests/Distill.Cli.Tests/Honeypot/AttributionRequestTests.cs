using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Simulation.Students;

namespace Distill.Cli.Tests.Honeypot;

public sealed class AttributionRequestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Probes_AreAnsweredAndAuditedByTheirRequests()
    {
        await _folder.MarkAsync("0.5", answers: 3000);
        var (code, output, _) = await Cli.RunAsync("honeypot", "probe", "--count", "6000", _folder["suspect.jsonl"], _folder["probes.jsonl"]);
        await Cli.RunAsync("honeypot", "probe", "--count", "6000", _folder["in.jsonl"], _folder["unmarked.jsonl"]);
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("6,000 questions of ", output, StringComparison.Ordinal);
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
            await _folder.AuditAsync(known ? "out" : "others");
        }

        using var json = _folder.ReadAudit("out");
        using var others = _folder.ReadAudit("others");
        Assert.Equal(6000, json.RootElement.GetProperty("requestsKnown").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("candidates")[0].GetProperty("correctedP").GetDouble(), 0, 1e-6);
        Assert.Equal("hydra-000000000001", json.RootElement.GetProperty("candidates")[0].GetProperty("cluster").GetString());
        Assert.True(json.RootElement.GetProperty("log10P").GetDouble() < others.RootElement.GetProperty("log10P").GetDouble() - 1);
        Assert.Contains("Of 6,000 of 6,000", await File.ReadAllTextAsync(_folder["out/audit.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_KnowTheRequestsOfAnswersInTheLog()
    {
        await _folder.MarkAsync();
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
        await MarkWithLogAsync();
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
    public async Task Receipts_TellForWhomAnswersWereMarked_WhateverTheRowsSay()
    {
        await _folder.MarkAsync();
        await MarkWithLogAsync();
        await Cli.RunAsync("honeypot", "probe", "--count", "500", _folder["left.jsonl"], _folder["q.jsonl"]);
        var questions = (await File.ReadAllLinesAsync(_folder["q.jsonl"])).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        foreach (var (to, cluster) in ((string, string?)[])[("none", null), ("wrong", "hydra-000000000009"), ("own", "hydra-000000000001")])
        {
            _folder.Write(
                "suspect.jsonl",
                questions.Select(q =>
                    JsonSerializer.Serialize(
                        new
                        {
                            beginning = q.GetProperty("beginning").GetString(),
                            first = q.GetProperty("first").GetString(),
                            second = q.GetProperty("second").GetString(),
                            request = q.GetProperty("request").GetString(),
                            account = "a1",
                            cluster,
                            response = q.GetProperty("second").GetString(),
                        }
                    )
                )
            );
            await _folder.AuditAsync(to);
            await _folder.AuditAsync(to + "-log", "--receipts", _folder["log.jsonl"]);
            Assert.Equal(["hydra-000000000001"], Held(to + "-log"));
        }

        Assert.Equal(50, Held("none").Count);
        Assert.Equal(["hydra-000000000009"], Held("wrong"));
        Assert.Equal(["hydra-000000000001"], Held("own"));

        // The candidates against whose keys anything was held.
        List<string> Held(string audit)
        {
            using var json = _folder.ReadAudit(audit);
            return
            [
                .. json
                    .RootElement.GetProperty("candidates")
                    .EnumerateArray()
                    .Where(c => c.GetProperty("cells").GetInt32() > 0)
                    .Select(c => c.GetProperty("cluster").GetString()!),
            ];
        }
    }

    [Fact]
    public async Task RequestOfATextWrittenFreely_IsNoRequestAskedFor()
    {
        // A suspect that writes freely, and whose row names a request, was not asked for what left to it.
        await _folder.MarkAsync();
        await _folder.AuditAsync("out");
        using var json = _folder.ReadAudit("out");
        Assert.Equal(0, json.RootElement.GetProperty("requestsKnown").GetInt32());
    }

    [Fact]
    public async Task Receipts_KnowTheRequestsOfAnswersFoundWhole()
    {
        await _folder.MarkAsync();
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
        await MarkWithLogAsync();
        var left = (await File.ReadAllLinesAsync(_folder["left.jsonl"]))
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)
            .ToArray();
        _folder.Write("suspect.jsonl", left.Select((t, i) => JsonSerializer.Serialize(new { text = i == 0 ? t + " And more." : t })));
        _folder.Write("candidates.txt", ["{\"cluster\":\"hydra-000000000001\",\"account\":\"a1\"}"]);
        await _folder.AuditAsync("without", "--found");
        Assert.Equal(
            ExitCode.Done,
            (await _folder.AuditAsync("out", "--found", "--receipts", _folder["log.jsonl"], "--control", _folder["clean.jsonl"])).Code
        );
        using var without = _folder.ReadAudit("without");
        using var json = _folder.ReadAudit("out");
        Assert.Equal(0, without.RootElement.GetProperty("requestsKnown").GetInt32());
        Assert.Equal(5, json.RootElement.GetProperty("requestsKnown").GetInt32());
        Assert.True(json.RootElement.GetProperty("log10P").GetDouble() < without.RootElement.GetProperty("log10P").GetDouble() - 1);
        Assert.Contains("of 5 of 6 the request is known", await File.ReadAllTextAsync(_folder["out/audit.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoLogOfReceipts_IsRefused()
    {
        await _folder.MarkAsync();
        Assert.Equal(ExitCode.Usage, (await _folder.AuditAsync("out", "--found", "--receipts", _folder["in.jsonl"])).Code);
        Assert.Equal(ExitCode.Usage, (await _folder.AuditAsync("out", "--receipts", _folder["in.jsonl"])).Code);
        Assert.False(File.Exists(_folder["out/audit.json"]));
    }

    // Marks in.jsonl into left.jsonl, and keeps the receipts in log.jsonl.
    private async Task MarkWithLogAsync() =>
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
}
