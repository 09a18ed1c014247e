using System.Collections;
using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Logs.Ordering;

namespace Distill.Logs.Traffic;

/// <summary>
/// Windows that do not fit into memory, in temporary files that go with the process. They come back in order of their hours, the parts of one window
/// merged. Read them by one thread, one reading after another.
/// </summary>
public sealed class WindowSpill : IDisposable
{
    // Windows are packed here, some 150 bytes a call.
    private const long BytesInMemory = 64L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LineOrder _order = new(BytesInMemory);
    private readonly Reading _windows;

    public WindowSpill() => _windows = new Reading(this);

    /// <summary>Whether nothing was spilled.</summary>
    public bool IsEmpty => _order.Count == 0;

    /// <summary>All windows, after all are added. Their number is known after a first reading.</summary>
    public IReadOnlyCollection<CallWindow> Windows => _windows;

    /// <summary>Adds windows. For any number of threads.</summary>
    public void Add(IEnumerable<CallWindow> windows)
    {
        lock (_lock)
        {
            foreach (var window in windows)
            {
                _order.Add(KeyOf(window), Encode(window));
            }
        }
    }

    public void Dispose() => _order.Dispose();

    private IEnumerable<CallWindow> Read()
    {
        var same = new SortedDictionary<AccountId, CallWindow>();
        var key = 0L;
        foreach (var line in _order.Lines())
        {
            if (line.Key != key)
            {
                foreach (var window in same.Values)
                {
                    yield return window;
                }

                same.Clear();
                key = line.Key;
            }

            var part = Decode(line);
            if (same.TryGetValue(part.Account, out var known))
            {
                known.Merge(part);
            }
            else
            {
                same.Add(part.Account, part);
            }
        }

        foreach (var window in same.Values)
        {
            yield return window;
        }
    }

    // The hour, and then some bits of the account, so that the parts of a window lie side by side.
    private static long KeyOf(CallWindow window) =>
        ((long)window.Hour.Number << 32) | (uint)Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(window.Account.Value.AsSpan()));

    private static byte[] Encode(CallWindow window)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(window.Account.Value);
            writer.Write(CallWindowCodec.Encode(window));
        }

        return bytes.ToArray();
    }

    private static CallWindow Decode(in KeyedLine line)
    {
        using var reader = new BinaryReader(new MemoryStream(line.Bytes.ToArray()));
        var account = AccountId.Parse(reader.ReadString());
        return CallWindowCodec.Decode(account, new Hour((int)(line.Key >> 32)), line.Bytes.Span[(int)reader.BaseStream.Position..]);
    }

    private sealed class Reading(WindowSpill spill) : IReadOnlyCollection<CallWindow>
    {
        private int? _count;

        public int Count => _count ??= spill.Read().Count();

        public IEnumerator<CallWindow> GetEnumerator() => spill.Read().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
