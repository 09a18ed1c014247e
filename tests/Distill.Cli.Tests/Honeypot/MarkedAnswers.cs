using System.Text.Json;
using Distill.Simulation.Students;

namespace Distill.Cli.Tests.Honeypot;

/// <summary>Marked answers in a folder, and audits of them.</summary>
internal static class MarkedAnswers
{
    /// <summary>Answers to one cluster, marked at a rate, as the command line does it; and 500 clean ones.</summary>
    public static async Task MarkAsync(this TempFolder folder, string rate = "1", int answers = 500)
    {
        folder.WriteKey("k.key");
        folder.Write(
            "in.jsonl",
            CleanReplies
                .Of(3)
                .Take(answers)
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
        folder.Write("clean.jsonl", CleanReplies.Of(4).Take(500).Select(t => JsonSerializer.Serialize(new { prompt = "", response = t })));
        folder.Write("candidates.txt", Enumerable.Range(0, 50).Select(i => $"hydra-{i:x12}"));
        await Cli.RunAsync(
            "honeypot",
            "mark-file",
            "--key",
            folder["k.key"],
            "--epoch",
            "e1",
            "--rate",
            rate,
            folder["in.jsonl"],
            folder["suspect.jsonl"]
        );
    }

    public static Task<(int Code, string Output, string Error)> AuditAsync(this TempFolder folder, string to, params string[] more) =>
        Cli.RunAsync([
            "honeypot",
            "audit",
            "--key",
            folder["k.key"],
            "--epoch",
            "e1",
            "--suspect",
            folder["suspect.jsonl"],
            "--candidates",
            folder["candidates.txt"],
            "--out",
            folder[to],
            .. more,
        ]);

    public static JsonDocument ReadAudit(this TempFolder folder, string from) => JsonDocument.Parse(File.ReadAllBytes(folder[$"{from}/audit.json"]));
}
