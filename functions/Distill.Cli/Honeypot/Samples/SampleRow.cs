using System.Text.Json;
using Distill.Contracts;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>One answer of a suspect, and what it was asked.</summary>
/// <param name="Prompt">Empty if it is not known.</param>
/// <param name="Response">The answer, or the text that was found; null for a question that is answered by log-probabilities.</param>
/// <param name="Request">The request that the text answered, or whose answer it goes on with; empty if it is not known.</param>
/// <param name="Beginning">The text that the suspect was asked to go on with; empty if there was none.</param>
internal sealed record SampleRow(string Prompt, string? Response, string Request = "", string Beginning = "")
{
    /// <summary>The question that was asked; null for any other row.</summary>
    public ProbeQuestion? Question { get; init; }

    /// <summary>The log-probabilities of the question's first and second form; null if they are not known.</summary>
    public (double First, double Second)? LogProbabilities { get; init; }

    /// <summary>Whom the request's answer was marked for, as the row says; null if it does not.</summary>
    public MarkAssignment? Marked { get; init; }

    /// <summary>The request whose answer the suspect was asked to go on with; empty if it is not known, or if the suspect wrote freely.</summary>
    public string AskedOf => Beginning.Length > 0 ? Request : "";

    /// <summary>Counts the choices of wording in the answer. Returns false for the answer to a question that makes no choice.</summary>
    public bool Count(SiteCounts into)
    {
        if (Question is not null && LogProbabilities is { } log)
        {
            into.Add(Question, log.First, log.Second);
        }
        else if (Question is not null)
        {
            return into.Add(Question, Response!);
        }
        else if (AskedOf.Length > 0)
        {
            into.AddNext(Beginning, Response!, Prompt);
        }
        else if (Beginning.Length > 0)
        {
            into.AddContinuation(Beginning, Response!, Prompt);
        }
        else
        {
            into.Add(Response!, Prompt);
        }

        return true;
    }

    /// <summary>Reads a row, with or without questions that have no answer; or returns null and says in a word why it can't be read.</summary>
    public static SampleRow? Read(ReadOnlyMemory<byte> utf8, bool unanswered, out string? problem)
    {
        problem = null;
        try
        {
            using var json = JsonDocument.Parse(utf8);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                problem = "not_an_object";
                return null;
            }

            var row = Read(json.RootElement);
            problem = row.Response is null && (row.Question is null || (row.LogProbabilities is null && !unanswered)) ? "no_response" : null;
            return problem is null ? row : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string that is not valid UTF-8.
            problem = "not_json";
            return null;
        }
    }

    private static SampleRow Read(JsonElement row)
    {
        var beginning = RowJson.Text(row, "beginning") ?? "";
        return new SampleRow(
            RowJson.Text(row, "prompt") ?? "",
            // The rows of mark-file call it text.
            RowJson.Text(row, "response") ?? RowJson.Text(row, "text"),
            RowJson.Id(row, "request") ?? "",
            beginning
        )
        {
            Question =
                RowJson.Text(row, "first") is { } first && RowJson.Text(row, "second") is { } second
                    ? ProbeQuestion.Of(beginning, first, second)
                    : null,
            LogProbabilities =
                LogProbability(row, "firstLogProbability") is { } one && LogProbability(row, "secondLogProbability") is { } two ? (one, two) : null,
            Marked = Assignment(row),
        };
    }

    private static double? LogProbability(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var log)
        && log is <= 0 and > -1e6
            ? log
            : null;

    /// <summary>An account alone does not say that the answer was marked for no cluster.</summary>
    private static MarkAssignment? Assignment(JsonElement row) =>
        MarkCode.TryParse(RowJson.Id(row, "cluster"), null, out var code) && AccountId.TryParse(RowJson.Id(row, "account"), null, out var account)
            ? new MarkAssignment(account, code)
            : null;
}
