namespace Distill.Simulation.Prompts;

/// <summary>Splits a grammar file into its rules. <see cref="Grammar"/> describes the format.</summary>
internal static class GrammarFile
{
    public static List<(string Name, List<string> Alternatives)> Read(string text, string file)
    {
        var rules = new List<(string Name, List<string> Alternatives)>();
        var list = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '@')
            {
                list = line[^1] == ':';
                rules.Add((line[1..].TrimEnd(':'), []));
                continue;
            }
            if (rules.Count == 0)
            {
                throw new FormatException($"{file} has an alternative before any symbol.");
            }
            // "_" is the empty alternative.
            if (list)
            {
                rules[^1]
                    .Alternatives.AddRange(
                        line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(a => a == "_" ? "" : a)
                    );
            }
            else
            {
                rules[^1].Alternatives.Add(line == "_" ? "" : line);
            }
        }
        foreach (var (name, alternatives) in rules)
        {
            if (alternatives.Count == 0)
            {
                throw new FormatException($"{file} defines '{name}' as nothing.");
            }
        }
        return rules;
    }
}
