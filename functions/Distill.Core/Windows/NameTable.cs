using System.Collections.Concurrent;

namespace Distill.Core.Windows;

/// <summary>
/// Numbers the names of models, platforms and resellers in order of first use. The empty name is 0. Safe for any number of threads.
/// </summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private volatile string[] _names = [""];
    private int _count = 1;

    /// <summary>Returns the name of a number that <see cref="NumberOf"/> returned.</summary>
    public string this[int number] => _names[number];

    /// <summary>Returns the number of a name, and gives a new name the next number. Null counts as empty.</summary>
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
