namespace Distill.Cli.Honeypot.Identify;

/// <summary>Questions that anybody might ask, answered in some hundred words of prose. An endpoint can't tell them from others'.</summary>
internal static class OpenQuestions
{
    private static readonly Lazy<IReadOnlyList<string>> s_all = new(Read);

    /// <summary>All of them, in a fixed order. Each is asked once.</summary>
    public static IReadOnlyList<string> All => s_all.Value;

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(OpenQuestions).Assembly.GetManifestResourceStream("questions.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
