using System.Globalization;

namespace Distill.Benchmarks;

/// <summary>The options of a benchmark: names and whole numbers in turn.</summary>
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
}
