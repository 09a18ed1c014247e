using Distill.Core.Events;
using Distill.Functions.Storage;

namespace Distill.Functions.Otlp;

/// <summary>What a request says of calls.</summary>
internal sealed class OtlpContent
{
    /// <summary>Calls that belong to no span.</summary>
    public List<ApiCall> Whole { get; } = [];

    /// <summary>Parts of calls that belong to spans.</summary>
    public List<SpanPart> Parts { get; } = [];

    /// <summary>Why spans or records can't be calls, and the field that is to blame.</summary>
    public List<(string Reason, string? Field)> Rejects { get; } = [];

    /// <summary>What was wrong with fields.</summary>
    public FieldFaultCounts Faults { get; } = new();

    /// <summary>Values of attributes that were left out, because they are nested too deep. Their spans or records were taken.</summary>
    public int Cut { get; set; }

    /// <summary>The rejects and cuts in words, and what to do; empty if there are none.</summary>
    public string Why()
    {
        var cut = Cut > 0 ? FormattableString.Invariant($"Values nested too deep were left out: {Cut}.") : "";
        if (Rejects.Count == 0)
        {
            return cut;
        }

        var counts = Rejects
            .CountBy(r => r.Field is { } field ? $"{r.Reason} {field}" : r.Reason)
            .OrderBy(r => r.Key, StringComparer.Ordinal)
            .Select(r => FormattableString.Invariant($"{r.Key}: {r.Value}"));
        var advice = Rejects.Exists(r => r.Field == EventField.Account.Name())
            ? " Set the attribute user.id, or name yours in Distill:Ingest:AccountFrom."
            : "";
        return $"Not taken: {string.Join(", ", counts)}.{advice} {cut}".TrimEnd();
    }
}
