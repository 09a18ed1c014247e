using System.Text.Json;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>One answer of a suspect, and what it was asked.</summary>
/// <param name="Prompt">Empty if it is not known.</param>
/// <param name="Response">The answer, or the text that was found.</param>
/// <param name="Request">The request that the text answered, or whose answer it goes on with; empty if it is not known.</param>
/// <param name="Beginning">The text that the suspect was asked to go on with; empty if there was none.</param>
internal readonly record struct SampleRow(string Prompt, string Response, string Request = "", string Beginning = "")
{
    /// <summary>The request whose answer the suspect was asked to go on with; empty if it is not known, or if the suspect wrote freely.</summary>
    public string AskedOf => Beginning.Length > 0 ? Request : "";

    /// <summary>Counts the choices of wording in the answer.</summary>
    public void Count(SiteCounts into)
    {
        if (AskedOf.Length > 0)
        {
            into.AddNext(Beginning, Response, Prompt);
        }
        else if (Beginning.Length > 0)
        {
            into.AddContinuation(Beginning, Response, Prompt);
        }
        else
        {
            into.Add(Response, Prompt);
        }
    }

    /// <summary>Reads a row; or returns null and says in a word why it can't be read.</summary>
    public static SampleRow? Read(ReadOnlyMemory<byte> utf8, out string? problem)
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

            // The rows of mark-file call it text.
            if ((RowJson.Text(json.RootElement, "response") ?? RowJson.Text(json.RootElement, "text")) is not { } response)
            {
                problem = "no_response";
                return null;
            }

            return new SampleRow(
                RowJson.Text(json.RootElement, "prompt") ?? "",
                response,
                RowJson.Id(json.RootElement, "request") ?? "",
                RowJson.Text(json.RootElement, "beginning") ?? ""
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string that is not valid UTF-8.
            problem = "not_json";
            return null;
        }
    }
}
