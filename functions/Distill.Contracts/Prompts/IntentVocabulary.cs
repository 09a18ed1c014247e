namespace Distill.Contracts.Prompts;

/// <summary>
/// The phrases that show what a prompt asks for: words of the field at large, in the languages that campaigns are reported in and a few more. They
/// stand in intents.txt.
/// </summary>
/// <remarks>
/// Share of prompts in which elicitation is found: .002 of Open Assistant's, .012 of Chatbot Arena's hard ones and .001 of BFCL live's, all written
/// by people, and .70 of Alpaca-CoT's, which were made to distil reasoning. "Step by step" alone is no phrase: cooks ask for it too.
/// </remarks>
internal static class IntentVocabulary
{
    private const string One = ": one",
        Other = ": other";

    private static readonly IReadOnlyList<(string Name, string Text)> s_sections = TextSections.Read(
        typeof(IntentVocabulary).Assembly,
        "intents.txt"
    );

    /// <summary>Phrases that suffice alone, one a line.</summary>
    public static readonly (PromptIntent Intent, string Phrases)[] Phrases =
    [
        .. from section in s_sections where !section.Name.Contains(':') select (Enum.Parse<PromptIntent>(section.Name), section.Text),
    ];

    /// <summary>Pairs of phrases that suffice together, in either order and close to each other.</summary>
    public static readonly (PromptIntent Intent, string First, string Second)[] Pairs =
    [
        .. from first in s_sections
        where first.Name.EndsWith(One, StringComparison.Ordinal)
        let intent = first.Name[..^One.Length]
        select (Enum.Parse<PromptIntent>(intent), first.Text, s_sections.Single(s => s.Name == intent + Other).Text),
    ];
}
