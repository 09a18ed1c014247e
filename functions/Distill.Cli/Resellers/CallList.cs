using Distill.Core.Events;
using Distill.Core.Reconciliation;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Reading;
using Distill.Logs.Sources;

namespace Distill.Cli.Resellers;

/// <summary>The calls of logs of any format, one by one, without their prompts.</summary>
/// <param name="formats">In which format the logs are.</param>
/// <param name="period">The part of the logs that counts.</param>
internal sealed class CallList(FormatChoice formats, Period period)
{
    private readonly List<(LoggedCall Call, string Reseller)> _calls = [];
    private readonly Dictionary<string, (DateTimeOffset Time, string? Reseller)> _records = new(StringComparer.Ordinal);

    /// <summary>Only calls through this reseller; null for all.</summary>
    public string? Reseller { get; init; }

    /// <summary>Records that could not be read as calls or facts.</summary>
    public long Unread { get; private set; }

    /// <summary>The calls. One without a reseller of its own counts for the one of its account's latest record.</summary>
    public IEnumerable<LoggedCall> Calls =>
        _calls
            .Where(c => Reseller is null || (c.Reseller.Length > 0 ? c.Reseller : _records.GetValueOrDefault(c.Call.Party).Reseller) == Reseller)
            .Select(c => c.Call);

    /// <summary>Reads files.</summary>
    /// <returns>How many calls were read.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    public Task<int> ReadAsync(IEnumerable<string> names, Gauge gauge, CancellationToken cancellationToken)
    {
        var files = Terminal.LogOptions.Files(names);
        gauge.Total = LogSources.BytesOf(files);
        var lines = new EventLines(formats);
        var parser = new EventParser(new EventLimits());
        foreach (var line in lines.Of(files, gauge.Add))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(parser.Parse(line.Span, DateTimeOffset.MaxValue));
        }

        Unread += lines.Unread + lines.Overlong;
        return Task.FromResult(_calls.Count);
    }

    private void Add(in ParsedEvent parsed)
    {
        switch (parsed.Kind)
        {
            case EventKind.Call:
                var call = parsed.Call;
                if (period.Has(parsed))
                {
                    _calls.Add(
                        (
                            new LoggedCall(call.Micros, call.Account.Value, call.Model, call.InputTokens, call.OutputTokens, call.Id),
                            call.Reseller ?? ""
                        )
                    );
                }

                break;
            case EventKind.Account:
                var record = parsed.Account!;
                var known = _records.GetValueOrDefault(record.Account.Value);
                if ((record.Time, record.Reseller ?? "").CompareTo((known.Time, known.Reseller ?? "")) >= 0)
                {
                    _records[record.Account.Value] = (record.Time, record.Reseller);
                }

                break;
            case EventKind.Rejected:
                Unread++;
                break;
        }
    }
}
