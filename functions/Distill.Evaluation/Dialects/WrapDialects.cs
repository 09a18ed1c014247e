namespace Distill.Evaluation.Dialects;

/// <summary>One popular client's text around every prompt of one account in four, and of the campaign.</summary>
internal static class WrapDialects
{
    private const string Field = "prompt";

    // The share of innocent accounts that use the client.
    private const double Users = 0.25;

    public static IReadOnlyList<Dialect> All { get; } =
    [
        Of(
            "wrap_reminder",
            "A system prompt stands in front and a forty-word reminder behind every prompt, for one account in four and the campaign.",
            json => $"\"{Inner(Dialect.Quote(PopularClient.System))}\\n\\n{Inner(json)}\\n\\n{Inner(Dialect.Quote(PopularClient.Reminder))}\""
        ),
        Of(
            "wrap_json_texts",
            "The prompt is JSON as text, a list of system text and user text, for one account in four and the campaign.",
            json => Dialect.Quote($"[{Dialect.Quote(PopularClient.System)},{json}]")
        ),
        Of(
            "wrap_json_messages",
            "The prompt is JSON as text, a list of a system and a user message, for one account in four and the campaign.",
            json => Dialect.Quote($$"""[{"role":"system","content":{{Dialect.Quote(PopularClient.System)}}},{"role":"user","content":{{json}}}]""")
        ),
    ];

    private static Dialect Of(string name, string meaning, Func<string, string> wrap) =>
        new(name, meaning, e => e.Replace(Field, wrap)) { Share = Users };

    private static string Inner(string json) => json[1..^1];
}
