using System.Text;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Fuzz;

/// <summary>Odd requests through the app's own pipeline: gate, functions, answers. Each answer is held to the OpenAPI document.</summary>
internal sealed class FuzzedRequests(Instance instance)
{
    private static readonly string[] s_methods = ["GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"];

    private static readonly string[] s_paths =
    [
        "verdicts/",
        "verdicts",
        "verdicts/batch",
        "verdicts/changes",
        "clusters",
        "clusters/",
        "accounts/",
        "events",
        "v1/traces",
        "v1/logs",
        "honeypots/mark",
        "honeypots/receipts/",
        "openapi.json",
    ];

    private static readonly string[] s_parts =
    [
        "a",
        "acct_1",
        "..",
        ".",
        "%2F",
        "%252F",
        "%E9",
        "%",
        "%zz",
        "%00",
        "%C3%A9",
        "+",
        "'",
        "hydra-000000000001",
        new string('x', 300),
        "changes",
        "\u00e9",
        "2026-W17",
    ];

    private static readonly string[] s_query =
    [
        "since=",
        "limit=",
        "wait=",
        "after=",
        "members_after=",
        "members_limit=",
        "account=",
        "sinse=",
        "&",
        "=",
        "1",
        "-1",
        "99999999999",
        "!!!!",
        ChangesCursor.After(Guid.Empty, 1).ToString(),
        ChangesCursor.After(Guid.Empty, 1).ToString().ToLowerInvariant(),
        "%E9",
        "%",
        "\u00e9",
    ];

    private static readonly (string Name, string[] Values)[] s_headers =
    [
        ("Content-Encoding", ["gzip", "identity", "", "br, gzip"]),
        ("If-None-Match", ["*", "\"x\"", "W/\"0\"", ",,,", "\""]),
        ("Idempotency-Key", ["k", "", "\u00e9", new string('k', 300)]),
        ("Content-Type", ["text/plain", "application/json", "application/x-protobuf", ";;;"]),
    ];

    private static readonly byte[][] s_bodies =
    [
        .. new[]
        {
            """{"accounts":["a","b"]}""",
            """{"decision":"ban","by":"ana","why":"x","expires":null}""",
            """{"action":"nothing","by":"ana","why":"x","expires":"2026-06-01T00:00:00Z"}""",
            """{"text":"In practice the tool helps.","account":"a","requestId":"r","created":"2026-04-22T03:00:00Z"}""",
            """[{"type":"chat"},{"type":"call"}]""",
            "",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Sends one odd request. Any answer will do, except that something failed here.</summary>
    public async Task SendAsync(Random random)
    {
        var method = s_methods[random.Next(s_methods.Length)];
        var path = s_paths[random.Next(s_paths.Length)];
        path = path.EndsWith('/') ? path + Mutator.Text(random, s_parts) : path;
        path += path.StartsWith("clusters/", StringComparison.Ordinal) || path.StartsWith("accounts/", StringComparison.Ordinal) ? Tail(random) : "";
        path += random.Next(2) == 0 ? "" : "?" + Mutator.Text(random, s_query);
        var body = method == "POST" ? Mutator.Mutate(random, s_bodies[random.Next(s_bodies.Length)]) : null;
        var headers = s_headers.Where(_ => random.Next(4) == 0).Select(h => (h.Name, h.Values[random.Next(h.Values.Length)])).ToArray();

        var answer = await ApiCall.SendAsync(instance, method, path, body, headers);

        Assert.True(answer.Status < 500, $"{method} {path}: {answer.Status} {answer.Text}");
    }

    /// <summary>Gives the store something to answer with.</summary>
    public static async Task PrepareAsync(Instance instance)
    {
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a"), Run.Verdict("acct_1")]);
        await instance.Get<ViewFollower>().ReadAsync(default);
    }

    private static string Tail(Random random) =>
        random.Next(3) switch
        {
            0 => "",
            1 => "/overrides",
            _ => "/decisions",
        };
}
