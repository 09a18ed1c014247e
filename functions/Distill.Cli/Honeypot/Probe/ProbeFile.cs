using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Cli.Honeypot.Samples;
using Distill.Files;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Scanning;

namespace Distill.Cli.Honeypot.Probe;

/// <summary>Files of questions.</summary>
internal static class ProbeFile
{
    // A longer beginning costs more to ask and tells no more.
    private const int LongestBeginning = 4000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes questions of texts, and reads those that were made before.</summary>
    /// <exception cref="IOException">The file can't be read; the message names it.</exception>
    public static IReadOnlyList<ProbeRow> Read(string path, KnownRequests log, CancellationToken cancellationToken)
    {
        var questions = new List<ProbeRow>();
        foreach (var row in SampleFile.Read(path, unanswered: true).Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = log.RequestOf(row);
            var marked = log.MarkedFor(request, row);
            if (row.Question is not null)
            {
                questions.Add(new ProbeRow(row with { Request = request }, marked, null));
                continue;
            }

            var text = row.Response ?? "";
            var forms = SiteScanner.Scan(text).GroupBy(s => s.Cell).ToDictionary(g => g.Key, g => g.First().Form);
            questions.AddRange(
                Probes
                    .Of(text)
                    .Where(q => q.Beginning.Length <= LongestBeginning)
                    .Select(q => new ProbeRow(
                        new SampleRow(q.Prompt, null, request, q.Beginning) { Question = q },
                        marked,
                        forms.TryGetValue(q.Cell, out var form) ? form : null
                    ))
            );
        }

        return questions;
    }

    /// <summary>Returns this many of the questions, evenly from all; all if there are fewer.</summary>
    public static IReadOnlyList<ProbeRow> Evenly(IReadOnlyList<ProbeRow> questions, int count)
    {
        var taken = Math.Min(count, questions.Count);
        return [.. Enumerable.Range(0, taken).Select(i => questions[(int)((long)i * questions.Count / taken)])];
    }

    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, IReadOnlyList<ProbeRow> questions)
    {
        using var draft = new DraftFile(path);
        foreach (var question in questions)
        {
            Write(draft.Stream, question);
        }

        draft.Complete();
    }

    private static void Write(Stream output, ProbeRow question)
    {
        var row = question.Row;
        using (var json = new Utf8JsonWriter(output, s_options))
        {
            json.WriteStartObject();
            json.WriteString("prompt", row.Prompt);
            json.WriteString("beginning", row.Beginning);
            json.WriteString("first", question.Question.First);
            json.WriteString("second", question.Question.Second);
            if (row.Request.Length > 0)
            {
                json.WriteString("request", row.Request);
            }

            if (question.Marked is { } marked)
            {
                json.WriteString("account", marked.Account.Value);
                json.WriteString("cluster", marked.Code.Value);
            }

            if (row.Response is not null)
            {
                json.WriteString("response", row.Response);
            }

            if (row.LogProbabilities is { } log)
            {
                json.WriteNumber("firstLogProbability", log.First);
                json.WriteNumber("secondLogProbability", log.Second);
            }

            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
