namespace Distill.Client.Verdicts;

/// <summary>
/// Cluster names by number, each name once; 0 is no cluster. Names are kept for as long as the table lives: there are few of them. Many readers, one writer.
/// </summary>
internal sealed class ClusterNames
{
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    string?[] names = new string?[16];

    public int Count => numbers.Count;

    /// <summary>All names, the first one's number is 1.</summary>
    public IEnumerable<string> All => names.Skip(1).Take(numbers.Count)!;

    public string? this[int number] => Volatile.Read(ref names)[number];

    public int NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number))
            return number;
        number = numbers.Count + 1;
        var to = names;
        if (number == to.Length)
            Array.Resize(ref to, 2 * to.Length);
        to[number] = name;
        // Before a verdict with this number can be seen.
        Volatile.Write(ref names, to);
        numbers.Add(name, number);
        return number;
    }
}
