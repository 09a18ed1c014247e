using Distill.Cli.Terminal;
using Distill.Evaluation.Dialects;

namespace Distill.Cli.Evaluate;

/// <summary>Reads from the option which dialects to measure.</summary>
internal static class DialectSelection
{
    /// <summary>The dialects, in the order of their list.</summary>
    /// <param name="names">Names with commas between them; null for all.</param>
    /// <exception cref="UsageException">There is no dialect of one of the names.</exception>
    public static IReadOnlyList<Dialect> Of(string? names)
    {
        if (names is null)
        {
            return AllDialects.All;
        }

        var wanted = names.Split(',', StringSplitOptions.TrimEntries);
        return wanted.FirstOrDefault(n => AllDialects.Named(n) is null) is { } unknown
            ? throw new UsageException($"There is no dialect '{unknown}'; the dialects are {string.Join(", ", AllDialects.All.Select(d => d.Name))}.")
            : [.. AllDialects.All.Where(d => wanted.Contains(d.Name))];
    }
}
