using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Logs.Ordering;

namespace Distill.Logs.Formats;

/// <summary>
/// Keeps the parts of calls until all logs are read, and then puts them together. Parts may stand in different files. What does not fit into memory
/// is kept in temporary files.
/// </summary>
internal sealed class CallParts : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IJoinedFormat, LineOrder> _parts = [];

    /// <summary>Adds parts. For any number of threads.</summary>
    public void Add(IJoinedFormat format, IReadOnlyList<(string Key, ReadOnlyMemory<byte> Part)> parts)
    {
        lock (_lock)
        {
            if (!_parts.TryGetValue(format, out var order))
            {
                _parts[format] = order = new LineOrder();
            }

            foreach (var (key, part) in parts)
            {
                order.Add((long)Fingerprint.Of(Encoding.UTF8.GetBytes(key)), part);
            }
        }
    }

    /// <summary>Returns what each call became. The result holds until the next one.</summary>
    public IEnumerable<Conversion> Join(Conversion into)
    {
        foreach (var (format, order) in _parts.OrderBy(p => p.Key.Name, StringComparer.Ordinal))
        {
            var parts = new List<JsonElement>();
            long? key = null;
            foreach (var line in order.Lines())
            {
                if (key is not null && key != line.Key)
                {
                    yield return Join(format, parts, into);
                    parts.Clear();
                }

                key = line.Key;
                parts.Add(JsonElement.Parse(line.Bytes.Span));
            }

            if (parts.Count > 0)
            {
                yield return Join(format, parts, into);
            }
        }
    }

    public void Dispose()
    {
        foreach (var order in _parts.Values)
        {
            order.Dispose();
        }
    }

    private static Conversion Join(IJoinedFormat format, List<JsonElement> parts, Conversion into)
    {
        into.Clear();
        if (parts.Count > 1)
        {
            parts.Sort((a, b) => JsonMarshal.GetRawUtf8Value(a).SequenceCompareTo(JsonMarshal.GetRawUtf8Value(b)));
        }

        format.Join(parts, into);
        return into;
    }
}
