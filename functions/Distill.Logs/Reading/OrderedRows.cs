namespace Distill.Logs.Reading;

/// <summary>Writes rows from several threads in the order of their numbers. The numbers start at 0 and have no gaps.</summary>
internal sealed class OrderedRows(Stream output)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, byte[]> _early = [];
    private long _next;

    public void Add(long sequence, byte[] rows)
    {
        lock (_lock)
        {
            _early.Add(sequence, rows);
            while (_early.Remove(_next, out var due))
            {
                output.Write(due);
                _next++;
            }
        }
    }
}
