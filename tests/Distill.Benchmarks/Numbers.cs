using System.Globalization;

namespace Distill.Benchmarks;

/// <summary>The options of a benchmark: names and values in turn, most of them whole numbers.</summary>
internal sealed class Numbers(string[] args)
{
    /// <summary>The number after <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">It is not a positive whole number.</exception>
    public int Of(string name, int fallback)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? fallback
            : at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
            : throw new ArgumentException($"{name} takes a positive whole number.");
    }

    /// <summary>The word after <paramref name="name"/>. Null without one.</summary>
    public string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
