using System.Reflection;

namespace Distill.Contracts;

/// <summary>Reads tables of words that are embedded in an assembly as text.</summary>
internal static class TextSections
{
    /// <summary>
    /// The sections of a resource in their order. A line "[name]" begins a section. Blank lines and lines that begin with "//" do not count.
    /// </summary>
    public static IReadOnlyList<(string Name, string Text)> Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(
            assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{assembly} has no resource {resource}.")
        );
        var sections = new List<(string Name, List<string> Lines)>();
        while (reader.ReadLine()?.Trim() is { } line)
        {
            if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            if (line is ['[', .. var name, ']'])
            {
                sections.Add((name, []));
            }
            else
            {
                sections[^1].Lines.Add(line);
            }
        }

        return [.. sections.Select(s => (s.Name, string.Join('\n', s.Lines)))];
    }
}
