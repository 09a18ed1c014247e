using System.Collections.Concurrent;
using System.Text;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Logs.Exports;

namespace Distill.Functions.Otlp;

/// <summary>Reads what a request says of calls. Prompts become features here, and are gone.</summary>
public sealed class OtlpReader(EventLimits limits, FeatureKeys keys, IngestOptions options)
{
    // The largest event that is made of a span, in bytes. A span holds a whole conversation.
    private const int MaxEventBytes = 16 * 1024 * 1024;

    // A parser serves one thread, and several requests are read at the same time.
    private readonly ConcurrentBag<EventParser> _idle = [];

    /// <summary>Reads a request's body.</summary>
    /// <param name="body">The body, unpacked.</param>
    /// <param name="isJson">Whether it is JSON; otherwise it is protobuf.</param>
    /// <param name="isSpans">Whether it holds spans; otherwise log records.</param>
    /// <param name="now">When it arrived.</param>
    /// <exception cref="InvalidDataException">The body is no such request.</exception>
    internal OtlpContent Read(byte[] body, bool isJson, bool isSpans, DateTimeOffset now)
    {
        var content = new OtlpContent();
        var export = OtlpExport.Read(body, isJson, isSpans, options.AccountFrom);
        content.Cut = export.Cut;
        content.Rejects.AddRange(Enumerable.Repeat((RejectReason.NotAnObject.Name(), (string?)null), export.Malformed));
        foreach (var item in export.Items)
        {
            var parsed = Parse(item, now);
            content.Faults.Add(parsed.Faults);
            if (parsed.Kind != EventKind.Call)
            {
                content.Rejects.Add((parsed.Reason.Name(), parsed.Field));
            }
            else if (item.Role == OtlpRole.Whole)
            {
                content.Whole.Add(parsed.Call);
            }
            else
            {
                content.Parts.Add(new SpanPart(Fingerprint.Of(Encoding.UTF8.GetBytes(item.Key)), item.Role, parsed.Call, now));
            }
        }

        return content;
    }

    private ParsedEvent Parse(OtlpItem item, DateTimeOffset now)
    {
        var parser = _idle.TryTake(out var idle) ? idle : new EventParser(limits with { MaxBytes = MaxEventBytes }, keys.Clients);
        var parsed = parser.Parse(item.Event.Span, now);

        // Not given back after a failure: it may be half changed.
        _idle.Add(parser);
        return parsed;
    }
}
