using System.Globalization;
using System.Text;
using System.Text.Json;
using Distill.Cli.LogAudit.Findings;
using Distill.Core.Events;
using Distill.Logs.Explaining;
using Distill.Logs.Mapping;

namespace Distill.Cli.LogAudit.Explain;

/// <summary>Tells in words how a log is understood: its format, its first events, the fields that were found, and what could not be tested.</summary>
internal static class ExplainText
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly EventField[] s_ofCalls =
    [
        EventField.Ip,
        EventField.Asn,
        EventField.Country,
        EventField.UserAgent,
        EventField.Tools,
        EventField.Prompt,
        EventField.OutputTokens,
    ];

    public static string Of(LogExplanation explanation)
    {
        var (counts, text) = (explanation.Log.Counts, new StringBuilder());
        Line(text, "File", $"{explanation.File.File}");
        Line(text, "Format", $"{explanation.File.Format} ({explanation.File.Layout})");
        Line(
            text,
            "Records",
            $"of the first {LogExplanation.MostRecords:N0}: {counts.Calls:N0} calls and {counts.Facts:N0} facts of "
                + $"{explanation.Log.Accounts.Count:N0} accounts; {counts.RejectedInAll:N0} rejected"
        );
        foreach (var (kind, count) in counts.Aside)
        {
            Line(text, "", $"{count:N0} are no calls to judge: {kind.Name().Replace('_', ' ')}");
        }

        foreach (var (reason, count) in counts.Rejected)
        {
            Line(text, "", $"{count:N0} rejected: {reason.Name().Replace('_', ' ')}");
        }

        foreach (var (field, count) in counts.Missing)
        {
            var advice = field == EventField.Account.Name() ? "Say with --account-from where it stands." : "Say with --map where it stands.";
            Line(text, "", $"{count:N0} have no {field}. {advice}");
        }

        foreach (var shown in explanation.Events)
        {
            Line(text, "Event", WithoutText(shown));
        }

        Line(text, "Fields", string.Join(", ", s_ofCalls.Select(f => $"{f.Name()} {Percent(counts.Coverage.KnownIn(f), counts.Coverage.Calls)}")));
        foreach (var (field, fault, count) in counts.Faults.All)
        {
            Line(text, "", $"{field.Name()} {fault.Name().Replace('_', ' ')} in {count:N0} events");
        }

        var blind = new DataQuality { Counts = counts }.BlindSignals;
        Line(text, "Not tested", blind.Count == 0 ? "nothing: every signal has what it looks at" : string.Join(", ", blind).Replace('_', ' '));
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>An event as JSON. Prompts are shown by their length: they are other people's.</summary>
    public static string WithoutText(ReadOnlyMemory<byte> shown)
    {
        try
        {
            using var json = JsonDocument.Parse(shown);
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, s_format))
            {
                writer.WriteStartObject();
                foreach (var member in json.RootElement.EnumerateObject())
                {
                    if (member.Name is "prompt" or "system" or "turns" or "promptFeatures")
                    {
                        writer.WriteString(member.Name, $"({member.Value.GetRawText().Length} characters)");
                    }
                    else
                    {
                        member.WriteTo(writer);
                    }
                }

                writer.WriteEndObject();
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "\"(no JSON object)\"";
        }
    }

    private static string Percent(long part, long of) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, of):0} %");

    private static void Line(StringBuilder text, string label, string value) => text.Append(label.PadRight(11)).Append(value).Append('\n');
}
