using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Tests.Honeypot;

public sealed class ProbeCommandTests : IDisposable
{
    private static readonly string[] s_texts =
    [
        "🌷 We met somebody at the door, and it was often open. We rely on somebody to close it.",
        "Additionally, the garden is full of roses, lilies and tulips, and everyone likes it. It is usually hard to find all the other flowers.",
        "The tool helps to reduce the cost of a wide range of tasks, and it is based on a plan. Make sure you have it every day.",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Questions_BearBothWaysAndWhomTheirAnswersWereMarkedFor()
    {
        await ProbeAsync("q.jsonl");
        var rows = Rows("q.jsonl");
        Assert.True(rows.Length >= 6);
        Assert.All(
            rows,
            row =>
            {
                var question = ProbeQuestion.Of(Text(row, "beginning")!, Text(row, "first")!, Text(row, "second")!);
                Assert.Equal(question!.Prompt, Text(row, "prompt"));
                Assert.Matches("^r[0-2]$", Text(row, "request"));
                Assert.Equal(("a1", "hydra-000000000001"), (Text(row, "account"), Text(row, "cluster")));
                Assert.Null(Text(row, "response"));
            }
        );
    }

    [Fact]
    public async Task ApiThatScoresPrompts_IsAskedForBothWaysBehindTheBeginning()
    {
        using var suspect = new LocalSuspect((path, body) => path == "completions" ? (200, LocalSuspect.Echo(body)) : (404, null));
        var (code, output, _) = await ProbeAsync("a.jsonl", suspect);
        var rows = Rows("a.jsonl");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains($"{rows.Length} of {rows.Length} gave a choice, {rows.Length} by log-probabilities", output, StringComparison.Ordinal);
        Assert.All(
            rows,
            row =>
            {
                Assert.Equal(LocalSuspect.LogProbability(Text(row, "first")!), row.GetProperty("firstLogProbability").GetDouble(), 9);
                Assert.Equal(LocalSuspect.LogProbability(Text(row, "second")!), row.GetProperty("secondLogProbability").GetDouble(), 9);
            }
        );
        using var audit = await AuditAsync("a.jsonl");
        Assert.Equal(rows.Length, audit.RootElement.GetProperty("clustersKnown").GetInt32());
        Assert.Equal(rows.Length * SiteCounts.Answers, audit.RootElement.GetProperty("sites").GetInt32());
    }

    [Fact]
    public async Task ApiThatChats_IsAskedForTheNumbers()
    {
        using var suspect = new LocalSuspect(
            (path, _) => path == "completions" ? (404, null) : (200, LocalSuspect.Chat("1", ("1", -0.25), (" 2", -1.5), ("Hm", -9)))
        );
        await ProbeAsync("a.jsonl", suspect);
        Assert.All(
            Rows("a.jsonl"),
            row =>
            {
                var (first, second) = (row.GetProperty("firstLogProbability").GetDouble(), row.GetProperty("secondLogProbability").GetDouble());
                var one = ProbeQuestion.Of(Text(row, "beginning")!, Text(row, "first")!, Text(row, "second")!)!.OfNumbers(-0.25, -1.5);
                Assert.Equal(one.First, first, 9);
                Assert.Equal(one.Second, second, 9);
            }
        );
        // It is asked once whether it scores prompts.
        Assert.Equal(Rows("a.jsonl").Length + 1, suspect.Asked.Count);
    }

    [Fact]
    public async Task ApiWithoutLogProbabilities_AnswersInText()
    {
        string[] said = ["1", "I'm sorry, but I can't choose.", "1 or 2", "It depends.", "2."];
        var next = 0;
        using var suspect = new LocalSuspect(
            (path, body) =>
                path == "completions" || body.TryGetProperty("logprobs", out _)
                    ? (400, null)
                    : (200, LocalSuspect.Chat(said[Interlocked.Increment(ref next) % said.Length]))
        );
        var (code, output, _) = await ProbeAsync("a.jsonl", suspect);
        var rows = Rows("a.jsonl");
        var choices = rows.Count(r => Text(r, "response") is "1" or "2.");
        Assert.Equal(ExitCode.Done, code);
        Assert.InRange(choices, 1, rows.Length - 3);
        Assert.Contains($"{choices} of {rows.Length} gave a choice, 0 by log-probabilities; 0 got no answer", output, StringComparison.Ordinal);
        using var audit = await AuditAsync("a.jsonl");
        Assert.Equal(choices, audit.RootElement.GetProperty("sites").GetInt32());
        Assert.Equal(rows.Length - choices, audit.RootElement.GetProperty("noChoice").GetInt32());
    }

    [Fact]
    public async Task ApiThatFails_IsAskedAgainForWhatIsMissing()
    {
        var (broken, failing, tried) = (true, "", 0);
        using var suspect = new LocalSuspect(
            (path, body) =>
            {
                if (path == "completions")
                {
                    return (404, null);
                }

                var prompt = body.GetProperty("messages")[0].GetProperty("content").GetString()!;
                failing = failing.Length == 0 && prompt.Contains("The tool", StringComparison.Ordinal) ? prompt : failing;
                var busy = Interlocked.Increment(ref tried) == 3 || (broken && prompt == failing);
                return busy ? (503, null) : (200, LocalSuspect.Chat("2", ("2", -0.1), ("1", -3)));
            }
        );
        var (code, output, _) = await ProbeAsync("a.jsonl", suspect);
        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("1 got no answer", output, StringComparison.Ordinal);
        var missing = Rows("a.jsonl").Single(r => !r.TryGetProperty("firstLogProbability", out _));
        Assert.Equal(failing, Text(missing, "prompt"));

        broken = false;
        suspect.Asked.Clear();
        var again = await Cli.RunAsync("honeypot", "probe", "--api", suspect.Url, "--model", "m", _folder["a.jsonl"], _folder["b.jsonl"]);
        Assert.Equal(ExitCode.Done, again.Code);
        Assert.Equal(["completions", "chat/completions"], suspect.Asked.ToArray());
        Assert.Equal(Rows("a.jsonl").Length, Rows("b.jsonl").Count(r => r.TryGetProperty("firstLogProbability", out _)));
        Assert.Equal(Rows("a.jsonl").Select(r => Text(r, "beginning")), Rows("b.jsonl").Select(r => Text(r, "beginning")));
    }

    [Fact]
    public async Task ApiThatKnowsNothing_OrRefusesTheKey_IsAnError()
    {
        foreach (var (status, told) in ((int, string)[])[(404, "neither completions nor chat/completions"), (401, "DISTILL_SUSPECT_KEY")])
        {
            using var suspect = new LocalSuspect((_, _) => (status, null));
            var (code, _, error) = await ProbeAsync("a.jsonl", suspect);
            Assert.Equal(ExitCode.Failed, code);
            Assert.Contains(told, error, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["a.jsonl"]));
        }

        WriteTexts();
        Assert.Equal(
            ExitCode.Usage,
            (await Cli.RunAsync("honeypot", "probe", "--api", "http://127.0.0.1:1/v1", _folder["in.jsonl"], _folder["a.jsonl"])).Code
        );
    }

    [Fact]
    public async Task Power_OfALargerBudget_IsNoSmaller()
    {
        await _folder.MarkAsync("0.9", answers: 2000);
        var (_, output, _) = await Cli.RunAsync(
            "honeypot",
            "probe",
            "--budget",
            "3000",
            "--rate",
            "0.9",
            "--keys",
            "50",
            _folder["suspect.jsonl"],
            _folder["q.jsonl"]
        );
        var lines = output.Split('\n').Where(l => l.Contains("questions: ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["100", "300", "1,000", "3,000"], lines.Select(l => l.Trim().Split(' ')[0]));
        double[] shares =
        [
            .. lines.Select(l =>
                l.Contains(": more", StringComparison.Ordinal) ? 101 : double.Parse(l.Split(": ")[1].Split(' ')[0], CultureInfo.InvariantCulture)
            ),
        ];
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.True(shares[^1] < shares[0]);
        Assert.InRange(shares[^1], 1, 100);
    }

    private void WriteTexts() =>
        _folder.Write(
            "in.jsonl",
            s_texts.Select(
                (t, i) =>
                    JsonSerializer.Serialize(
                        new
                        {
                            text = t,
                            request = $"r{i}",
                            account = "a1",
                            cluster = "hydra-000000000001",
                        }
                    )
            )
        );

    private Task<(int Code, string Output, string Error)> ProbeAsync(string to, LocalSuspect? suspect = null)
    {
        WriteTexts();
        string[] api = suspect is null ? [] : ["--api", suspect.Url, "--model", "m"];
        return Cli.RunAsync(["honeypot", "probe", .. api, _folder["in.jsonl"], _folder[to]]);
    }

    private async Task<JsonDocument> AuditAsync(string answers)
    {
        _folder.WriteKey("k.key");
        _folder.Write("candidates.txt", ["hydra-000000000001"]);
        File.Copy(_folder[answers], _folder["suspect.jsonl"]);
        await _folder.AuditAsync("out");
        return _folder.ReadAudit("out");
    }

    private JsonElement[] Rows(string file) => [.. File.ReadAllLines(_folder[file]).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
