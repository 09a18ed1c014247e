using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Distill.Cli.Tests.Honeypot;

/// <summary>A fake suspect behind an OpenAI-compatible API on loopback.</summary>
internal sealed class LocalSuspect : IDisposable
{
    private readonly HttpListener _http = new();
    private readonly Func<string, JsonElement, (int Status, JsonNode? Answer)> _answer;

    /// <param name="answer">Takes the path and the body. Returns the status and the answer.</param>
    public LocalSuspect(Func<string, JsonElement, (int Status, JsonNode? Answer)> answer)
    {
        _answer = answer;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1";
        }

        _http.Prefixes.Add(Url + "/");
        _http.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The paths that were asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>How likely the fake finds a text: each code point by itself.</summary>
    public static double LogProbability(string text) => text.EnumerateRunes().Sum(r => -0.01 * (1 + (r.Value % 7)));

    /// <summary>The answer of a server that scores the prompt, with one code point a token.</summary>
    public static JsonNode Echo(JsonElement body)
    {
        string[] tokens = [.. body.GetProperty("prompt").GetString()!.EnumerateRunes().Select(r => r.ToString()), "x"];
        return Choice(
            new JsonObject
            {
                ["text"] = string.Concat(tokens),
                ["logprobs"] = new JsonObject
                {
                    ["tokens"] = new JsonArray([.. tokens.Select(t => (JsonNode?)t)]),
                    ["text_offset"] = new JsonArray([.. tokens.Select((_, i) => (JsonNode?)i)]),
                    ["token_logprobs"] = new JsonArray([.. tokens.Select((t, i) => i == 0 ? null : (JsonNode?)LogProbability(t))]),
                },
            }
        );
    }

    /// <summary>The answer of a server that chats, with the log-probabilities of its first token if there are any.</summary>
    public static JsonNode Chat(string content, params (string Token, double Log)[] first) =>
        Choice(
            new JsonObject
            {
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
                ["logprobs"] =
                    first.Length == 0
                        ? null
                        : new JsonObject
                        {
                            ["content"] = new JsonArray(
                                new JsonObject
                                {
                                    ["token"] = first[0].Token,
                                    ["logprob"] = first[0].Log,
                                    ["top_logprobs"] = new JsonArray([
                                        .. first.Select(t => (JsonNode?)new JsonObject { ["token"] = t.Token, ["logprob"] = t.Log }),
                                    ]),
                                }
                            ),
                        },
            }
        );

    public void Dispose() => _http.Close();

    private static JsonObject Choice(JsonNode choice) => new() { ["choices"] = new JsonArray(choice) };

    private async Task ServeAsync()
    {
        while (_http.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _http.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
                return;
            }

            var path = context.Request.Url!.AbsolutePath["/v1/".Length..];
            Asked.Enqueue(path);
            using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
            var (status, answer) = _answer(path, body.RootElement);
            context.Response.StatusCode = status;
            context.Response.Headers["Retry-After"] = "0";
            if (answer is not null)
            {
                await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
            }

            context.Response.Close();
        }
    }
}
