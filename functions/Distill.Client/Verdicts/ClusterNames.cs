namespace Distill.Client.Verdicts;

/// <summary>
/// Cluster names by number, each name once. 0 means no cluster. Names stay as long as the table lives, because there are few of them. It has one
/// writer and many readers.
/// </summary>
internal sealed class ClusterNames
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private string?[] _names = new string?[16];

    public int Count => _numbers.Count;

    /// <summary>All names by number. The first one has the number 1.</summary>
    public IEnumerable<string> All => _names.Skip(1).Take(_numbers.Count)!;

    public string? this[int number] => Volatile.Read(ref _names)[number];

    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
        {
            return number;
        }

        number = _numbers.Count + 1;
        var to = _names;
        if (number == to.Length)
        {
            Array.Resize(ref to, 2 * to.Length);
        }

        to[number] = name;
        // Publish the name before any verdict that refers to it.
        Volatile.Write(ref _names, to);
        _numbers.Add(name, number);
        return number;
    }
}
