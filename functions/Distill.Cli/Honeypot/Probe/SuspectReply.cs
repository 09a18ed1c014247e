using System.Text.Json;
using System.Text.Json.Nodes;
using Distill.Cli.Honeypot.Samples;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Probe;

/// <summary>One way in which an API answers a question: what to send, and how to read what comes.</summary>
internal sealed class SuspectReply
{
    // An answer is one digit. A model that says more is cut here.
    private const int AnswerTokens = 32;

    // The most that OpenAI's API gives.
    private const int Alternatives = 20;

    private readonly Func<ProbeQuestion, string, IEnumerable<(string Path, JsonObject Body)>> _requests;
    private readonly Func<SampleRow, IReadOnlyList<JsonElement>, SampleRow?> _read;

    private SuspectReply(
        Func<ProbeQuestion, string, IEnumerable<(string Path, JsonObject Body)>> requests,
        Func<SampleRow, IReadOnlyList<JsonElement>, SampleRow?> read
    ) => (_requests, _read) = (requests, read);

    /// <summary>The log-probabilities of both ways to go on behind the beginning, in two requests.</summary>
    public static SuspectReply Continuation { get; } =
        new(
            (question, model) => new[] { question.First, question.Second }.Select(w => ("completions", Echo(model, question.Beginning + w))),
            (row, answers) =>
                Sum(answers[0], row.Question!, row.Question!.First) is { } first && Sum(answers[1], row.Question, row.Question.Second) is { } second
                    ? row with
                    {
                        LogProbabilities = (first, second),
                    }
                    : null
        );

    /// <summary>The log-probabilities of the two numbers that answer the prompt.</summary>
    public static SuspectReply LikelyNumber { get; } =
        new((question, model) => [("chat/completions", Chat(model, question.Prompt, true))], (row, answers) => Number(row, answers[0]));

    /// <summary>An answer in text.</summary>
    public static SuspectReply Text { get; } =
        new(
            (question, model) => [("chat/completions", Chat(model, question.Prompt, false))],
            (row, answers) => Content(answers[0]) is { } content ? row with { Response = content } : null
        );

    public IEnumerable<(string Path, JsonObject Body)> Requests(ProbeQuestion question, string model) => _requests(question, model);

    /// <summary>Returns the row with the answer; null if the API did not answer in this way.</summary>
    public SampleRow? Read(SampleRow row, IReadOnlyList<JsonElement> answers)
    {
        try
        {
            return _read(row, answers);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // The answer has another shape.
            return null;
        }
    }

    // One token is asked for, because not every server takes 0. It stands behind the text and does not count.
    private static JsonObject Echo(string model, string text) =>
        new()
        {
            ["model"] = model,
            ["prompt"] = text,
            ["max_tokens"] = 1,
            ["temperature"] = 0,
            ["echo"] = true,
            ["logprobs"] = 1,
        };

    private static JsonObject Chat(string model, string prompt, bool likely)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
            ["max_tokens"] = AnswerTokens,
            ["temperature"] = 0,
        };
        if (likely)
        {
            (body["logprobs"], body["top_logprobs"]) = (true, Alternatives);
        }

        return body;
    }

    /// <summary>
    /// Returns the sum over the tokens that reach behind the beginning; null if some have no log-probability. Offsets count code points.
    /// </summary>
    private static double? Sum(JsonElement answer, ProbeQuestion question, string way)
    {
        var log = answer.GetProperty("choices")[0].GetProperty("logprobs");
        var (values, offsets, tokens) = (log.GetProperty("token_logprobs"), log.GetProperty("text_offset"), log.GetProperty("tokens"));
        var (from, to) = (Length(question.Beginning), Length(question.Beginning + way));
        var (sum, any) = (0.0, false);
        for (var i = 0; i < offsets.GetArrayLength(); i++)
        {
            var start = offsets[i].GetInt32();
            if (start < to && start + Length(tokens[i].GetString()!) > from)
            {
                if (values[i].ValueKind != JsonValueKind.Number)
                {
                    return null;
                }

                (sum, any) = (sum + values[i].GetDouble(), true);
            }
        }

        return any ? sum : null;
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Reads how likely both numbers are as the first token. One that is not listed is at most as likely as the last that is.</summary>
    private static SampleRow? Number(SampleRow row, JsonElement answer)
    {
        var first = answer.GetProperty("choices")[0].GetProperty("logprobs").GetProperty("content")[0];
        var listed = first
            .GetProperty("top_logprobs")
            .EnumerateArray()
            .Select(t => (Token: t.GetProperty("token").GetString()!.Trim(), Log: t.GetProperty("logprob").GetDouble()))
            .ToArray();
        var (one, two) = (Log("1"), Log("2"));
        if (one is null && two is null)
        {
            // It begins with something else, so what it says in text counts.
            return Content(answer) is { } content ? row with { Response = content } : null;
        }

        var least = listed.Min(l => l.Log);
        return row with { LogProbabilities = row.Question!.OfNumbers(one ?? least, two ?? least) };

        double? Log(string number) =>
            listed.Where(l => l.Token == number).Select(l => Math.Exp(l.Log)).ToArray() is { Length: > 0 } found
                ? Math.Log(Math.Min(1, found.Sum()))
                : null;
    }

    private static string? Content(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
}
