using Distill.Contracts;

namespace Distill.Honeypots.Dictionary;

/// <summary>The pairs of words, curated by hand. They are in pairs.txt, which also explains its format.</summary>
internal static class CuratedPairs
{
    private static readonly IReadOnlyList<(string Name, string Text)> s_sections = TextSections.Read(typeof(CuratedPairs).Assembly, "pairs.txt");

    /// <summary>The pairs of each kind, one a line.</summary>
    public static IReadOnlyList<(MarkKind Kind, string Lines)> All { get; } =
    [.. from section in s_sections where char.IsAsciiLetterUpper(section.Name[0]) select (Enum.Parse<MarkKind>(section.Name), section.Text)];

    /// <summary>Verbs in -ise and -ize, without their ending.</summary>
    public static string IzeStems { get; } = Words("ize stems");

    public static string IzeEndings { get; } = Words("ize endings");

    /// <summary>Verbs in -yse and -yze, which take other endings.</summary>
    public static string YzeStems { get; } = Words("yze stems");

    public static string YzeEndings { get; } = Words("yze endings");

    /// <summary>Words that may open a sentence, with or without a comma after them, one opener a line.</summary>
    public static string OpenerLines { get; } = Section("openers");

    /// <summary>Those openers that can be nothing else at a sentence's beginning, whatever follows.</summary>
    public static string SureOpenerLines { get; } = Section("sure openers");

    private static string Section(string name) => s_sections.Single(s => s.Name == name).Text;

    private static string Words(string name) => Section(name).Replace('\n', ' ');
}
