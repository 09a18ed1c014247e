namespace Distill.Evaluation.Dialects;

/// <summary>Prompts that were removed, that are damaged, and that are JSON instead of text.</summary>
internal static class PromptDialects
{
    private const string Field = "prompt";

    // Half of a surrogate pair, as JSON escapes it.
    private const string LoneSurrogate = "\\ud800";

    public static IReadOnlyList<Dialect> All { get; } =
    [
        Lost("prompt_redacted", "Every prompt is the word redacted.", "redacted"),
        Lost("prompt_redacted_brackets", "Every prompt is [REDACTED].", "[REDACTED]"),
        Lost("prompt_empty", "Every prompt is empty text.", ""),
        Lost("prompt_constant", "Every prompt is one ordinary sentence.", "Logging of message content is switched off for this workspace."),
        new(
            "prompt_surrogate",
            "Half of a surrogate pair stands at the start, in the middle or at the end of every prompt.",
            e => e.Replace(Field, json => WithSurrogate(json, e.EventSeed))
        ),
        new(
            "prompt_unseen",
            "Characters that nobody sees stand at the start, inside a word and at the end of every prompt.",
            e => e.Replace(Field, json => $"\"\uFEFF{json[1..^1].Replace(" ", " \u200B", StringComparison.Ordinal)}\u2060\"")
        ),
        new(
            "prompt_chat",
            "The prompt is a conversation with the speakers' names in front of the turns.",
            e => e.Replace(Field, json => $"\"\\n\\nHuman: {json[1..^1]}\\n\\nAssistant:\"")
        ),
        new(
            "prompt_marks",
            "The prompt is a conversation with a model's own marks.",
            e => e.Replace(Field, json => $"\"<|im_start|>system\\nBe helpful.<|im_end|>\\n<|im_start|>user\\n{json[1..^1]}<|im_end|>\"")
        ),
        new(
            "prompt_speakers",
            "The prompt is the JSON of one text for each speaker, as text.",
            e => e.Replace(Field, json => Dialect.Quote($$"""{"system":{{Dialect.Quote(PopularClient.System)}},"user":{{json}}}"""))
        ),
        new(
            "prompt_blocks",
            "The prompt is a list with one content block.",
            e => e.Replace(Field, json => $$"""[{"type":"text","text":{{json}}}]""")
        ),
        new(
            "prompt_messages",
            "The prompt is a list of messages, of which the last is the user's.",
            e =>
                e.Replace(
                    Field,
                    json => $$"""[{"role":"system","content":{{Dialect.Quote(PopularClient.System)}}},{"role":"user","content":{{json}}}]"""
                )
        ),
    ];

    private static Dialect Lost(string name, string meaning, string text) =>
        new(name, meaning, e => e.Replace(Field, _ => Dialect.Quote(text))) { Loses = [Field] };

    private static string WithSurrogate(string json, ulong seed)
    {
        // No escape has a blank in it, so the text may be split there.
        var blank = json.IndexOf(' ', json.Length / 2);
        var place = (seed % 3) switch
        {
            0 => 1,
            1 when blank > 0 => blank,
            _ => json.Length - 1,
        };
        return json.Insert(place, LoneSurrogate);
    }
}
