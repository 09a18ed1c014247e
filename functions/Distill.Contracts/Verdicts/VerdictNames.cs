namespace Distill.Contracts.Verdicts;

/// <summary>The contract's names of levels and actions.</summary>
public static class VerdictNames
{
    private static readonly string[] s_levels = ["not_assessed", "clear", "watch", "suspect", "confirmed"];
    private static readonly string[] s_actions = ["allow", "honeypot", "throttle", "verify", "block"];

    public static string Name(this VerdictLevel level) => s_levels[(int)level];

    public static string Name(this VerdictAction action) => s_actions[(int)action];

    /// <summary>Reads a level's name; throws <see cref="FormatException"/> for any other text.</summary>
    public static VerdictLevel Level(string name) => (VerdictLevel)Find(s_levels, name);

    /// <summary>Reads an action's name; throws <see cref="FormatException"/> for any other text.</summary>
    public static VerdictAction Action(string name) => (VerdictAction)Find(s_actions, name);

    private static int Find(string[] names, string name)
    {
        var at = Array.IndexOf(names, name);
        return at >= 0 ? at : throw new FormatException($"\"{name}\" is none of {string.Join(", ", names)}.");
    }
}
