using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Reports.Console;
using Distill.Reports.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Distill.Functions.Console;

/// <summary>The fields of a form that was sent.</summary>
internal sealed class SentForm(Dictionary<string, StringValues> fields)
{
    // Twice the longest reason, with every character escaped.
    private const int MaxBytes = 64 * 1024;

    // How long a decision may last, beside its usual end.
    private static readonly (string Text, int Days)[] s_ends = [("a day", 1), ("a week", 7), ("30 days", 30), ("90 days", 90), ("a year", 365)];

    /// <summary>Reads a form. If it can't be read, returns a problem instead.</summary>
    public static async Task<(SentForm? Form, IResult? Problem)> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problems.BadBody("It must be a form, URL-encoded."));
        }

        if (await RequestBody.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted) is not { } bytes)
        {
            return (null, Problems.TooLarge(MaxBytes));
        }

        try
        {
            using var reader = new FormReader(new MemoryStream(bytes));
            return (new SentForm(reader.ReadForm()), null);
        }
        catch (InvalidDataException)
        {
            return (null, Problems.BadBody("It has too many fields."));
        }
    }

    /// <summary>A field's value; empty if it is missing or given twice.</summary>
    public string this[string name] => fields.GetValueOrDefault(name) is [{ } value] ? value : "";

    /// <summary>A form that nobody has sent yet.</summary>
    /// <param name="now">The time.</param>
    /// <param name="usual">What happens without an end, in words.</param>
    public static AnalystForm New(DateTimeOffset now, string usual) =>
        new(IdempotencyKey.New(), [(usual, ""), .. s_ends.Select(e => End(now, e.Text, e.Days))]);

    /// <summary>The form that was sent, to be shown again with what is wrong.</summary>
    public AnalystForm Again(DateTimeOffset now, string usual, string fault)
    {
        var form = New(now, usual) with { Fault = fault, By = this["by"], Why = this["why"], Expires = this["expires"] };
        return form.Expires.Length == 0 || form.Ends.Any(e => e.Value == form.Expires)
            ? form
            : form with
            {
                Ends = [.. form.Ends, ($"until {Shown.Name(form.Expires)}", form.Expires)],
            };
    }

    /// <summary>What happens to a decision without an end, in words.</summary>
    public static string Usual(DecisionKind kind, TimeSpan decisionsLast) =>
        kind switch
        {
            DecisionKind.Dismiss => $"the usual end, {Shown.Span(decisionsLast)}",
            _ => "another decision replaces it",
        };

    // Times in whole seconds, so that a form that is sent twice asks for the same.
    private static (string, string) End(DateTimeOffset now, string text, int days)
    {
        var end = now.AddDays(days);
        return ($"{text}, until {Shown.Time(end)}", Shown.Machine(end));
    }
}
