using System.Text;
using System.Text.RegularExpressions;
using Distill.Contracts;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Console;
using Distill.Functions.Tests.Publishing;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Fuzz;

/// <summary>
/// Odd requests to every route and page, through the app's own pipeline: gate, functions, answers. Each answer of the API is held to the OpenAPI
/// document.
/// </summary>
internal sealed partial class FuzzedRequests(Instance instance)
{
    private readonly ServiceProvider _noServices = new ServiceCollection().AddLogging().BuildServiceProvider();

    private static readonly string[] s_methods = ["GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"];

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
        "operation-000000000001",
        new string('x', 300),
        "changes",
        "\u00e9",
        "2026-W17",
        "\u202e",
        "reseller:rs_1",
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
        "outcome=",
        "in_force=",
        "channel=reseller:",
        "format=",
        "cluster=",
        "epoch=",
        "named=",
        "q=",
        "tlp=",
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

    private static readonly Dictionary<string, string> s_bodies = new(StringComparer.Ordinal)
    {
        [nameof(GetVerdicts)] = """{"accounts":["a","b"]}""",
        [nameof(DecideCluster)] = """{"decision":"ban_plan","by":"ana","why":"x","expires":null}""",
        [nameof(DecideOperation)] = """{"decision":"confirm","by":"ana","why":"x","expires":null}""",
        [nameof(OverrideAccount)] = """{"action":"block","by":"ana","why":"x","expires":"2026-06-01T00:00:00Z"}""",
        [nameof(OverrideAnyAccount)] = """{"action":"allow","by":"ana","why":"x","expires":"2026-06-01T00:00:00Z"}""",
        [nameof(AllowValue)] = """{"kind":"network","value":"203.0.113.0/24","action":"allow","by":"ana","why":"x"}""",
        [nameof(MarkText)] = """{"text":"In practice the tool helps.","account":"a","requestId":"r","created":"2026-04-22T03:00:00Z"}""",
        [nameof(RecordAudit)] = SomeAudit.Body(),
        [nameof(PostEvents)] = """[{"type":"ban","time":"2026-04-25T10:00:00Z","account":"a"},{"type":"call"}]""",
        [nameof(PostAttestations)] = """
            {"version":1,"reseller":"rs_1","issuedAt":"2026-04-22T02:00:00Z","attestations":[
            {"account":"a","customer":"c","holder":"person","level":"verified","country":"DE","checkedOn":"2026-04-01","expiresOn":"2027-04-01"}]}
            """,
        [nameof(PostIndicators)] = """
            {"type":"bundle","id":"bundle--9e1f0c7d-2a90-4b1f-8c7d-2a905b1f0c7d","objects":[{"type":"indicator","spec_version":"2.1",
            "id":"indicator--1e1f0c7d-2a90-4b1f-8c7d-2a905b1f0c7d","created":"2026-04-22T03:00:00Z","modified":"2026-04-22T03:00:00Z",
            "labels":["distill-key:0123456789abcdef","distill-kind:network"],"pattern_type":"stix","valid_from":"2026-04-22T03:00:00Z",
            "pattern":"[x-distill-keyed-value:hash = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef']"}]}
            """,
        [nameof(PostTraces)] = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat m",
            "startTimeUnixNano":"1776826800000000000","endTimeUnixNano":"1776826801000000000","attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"7"}},{"key":"user.id","value":{"stringValue":"a"}}]}]}]}]}
            """,
        [nameof(PostLogs)] = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1776826800000000000","traceId":"5b8efff798038103d269b633813fc60c",
            "spanId":"eee19b7ec3c1b174","eventName":"gen_ai.client.inference.operation.details","attributes":[
            {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]"}},
            {"key":"user.id","value":{"stringValue":"a"}}]}]}]}]}
            """,
        [nameof(DecideInConsole)] =
            "key=k&by=ana&why=x&id=a&action=Block&expires=2026-06-01T00:00:00Z&through=2026-04-22T03:00:00Z&kind=card&value=pm_1&note=n&assignee=b",
    };

    private static readonly string[] s_pages =
    [
        "",
        "clusters/hydra-000000000001",
        "clusters/hydra-000000000001/decide",
        "clusters/hydra-000000000001/assign",
        "clusters/hydra-000000000001/note",
        "account",
        "account/override",
        "allowlist",
        "decisions",
        "operations",
        "operations/operation-000000000001",
        "operations/operation-000000000001/decide",
        "search",
        "resellers",
        "resellers/reseller:rs_1",
        "seen",
        "thresholds",
        "trends",
    ];

    /// <summary>Sends one odd request. Any answer will do, except that something failed here.</summary>
    public async Task SendAsync(Random random)
    {
        var method = s_methods[random.Next(s_methods.Length)];
        var routes = ApiCall.Routes.Where(r => r.Method != ApiCall.Others).ToArray();
        var page = random.Next(routes.Length + s_pages.Length) - routes.Length;
        var query = random.Next(2) == 0 ? "" : "?" + Mutator.Text(random, s_query);
        var headers = s_headers.Where(_ => random.Next(4) == 0).Select(h => (h.Name, h.Values[random.Next(h.Values.Length)])).ToArray();
        if (page >= 0)
        {
            await OpenAsync(random, method, s_pages[page], query);
            return;
        }

        // Half of the requests have the method of their route, so that its code is reached.
        var route = routes[routes.Length + page];
        method = random.Next(2) == 0 ? route.Method : method;
        var path = Placeholder().Replace(route.Route, _ => Mutator.Text(random, s_parts)) + query;
        var answer = await ApiCall.SendAsync(
            instance,
            method,
            path,
            method == "POST" ? Body(random, route.Method == method ? route.Function : nameof(PostEvents)) : null,
            headers
        );

        Assert.True(answer.Status < 500, $"{method} {path}: {answer.Status} {answer.Text}");
    }

    /// <summary>Gives the store something to answer with.</summary>
    public static async Task PrepareAsync(Instance instance)
    {
        var cluster = ConsoleOperations.Joined(Run.Cluster(1, 10), OperationId.Parse("operation-000000000001"));
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a"), Run.Verdict("acct_1"), .. Run.Verdicts(cluster)], cluster);
        await instance.Get<ViewFollower>().ReadAsync(default);
    }

    // A page of the console, or a form of one.
    private async Task OpenAsync(Random random, string method, string page, string query)
    {
        var type = method == "POST" ? typeof(DecideInConsole) : typeof(ShowConsole);
        var http = new DefaultHttpContext { RequestServices = _noServices, Response = { Body = new MemoryStream() } };
        http.Request.Method = method == "POST" ? method : "GET";
        http.Request.Path = $"/console/{page}";
        http.Request.QueryString = new QueryString(query);
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        if (method == "POST")
        {
            http.Request.ContentType = "application/x-www-form-urlencoded";
            http.Request.Body = new MemoryStream(Body(random, type.Name));
        }

        await ApiCall.RunAsync(
            instance.Services,
            type.Name,
            http,
            () => ApiCall.InvokeAsync(instance.Services, type.GetMethod("Run")!, http.Request, new RouteValueDictionary { ["path"] = page })
        );

        Assert.True(http.Response.StatusCode < 500, $"{method} {page}{query}: {http.Response.StatusCode}");
    }

    // Mostly one that the function expects, changed a little.
    private static byte[] Body(Random random, string function) =>
        Mutator.Mutate(
            random,
            Encoding.UTF8.GetBytes(random.Next(8) > 0 ? s_bodies[function] : s_bodies.Values.ElementAt(random.Next(s_bodies.Count)))
        );

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
