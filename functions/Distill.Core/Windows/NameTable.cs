using System.Collections.Concurrent;

namespace Distill.Core.Windows;

/// <summary>Numbers for the names of models, platforms and resellers, in order of first use; the empty name is 0. Any number of threads.</summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private volatile string[] _names = [""];
    private int _count = 1;

    /// <summary>The name of a number that was given.</summary>
    public string this[int number] => _names[number];

    /// <summary>The number of a name; null counts as empty.</summary>
    public int NumberOf(string? name)
    {
        if (_numbers.TryGetValue(name ?? "", out var number))
        {
            return number;
        }

        lock (_numbers)
        {
            if (!_numbers.TryGetValue(name!, out number))
            {
                number = _count++;
                var names = _names;
                if (number == names.Length)
                {
                    Array.Resize(ref names, 2 * number);
                }

                names[number] = name!;
                _names = names;
                _numbers[name!] = number;
            }
        }

        return number;
    }
}
