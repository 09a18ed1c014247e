namespace Distill.Evaluation.Dialects;

/// <summary>Numbers in other forms.</summary>
internal static class NumberDialects
{
    private static readonly string[] s_tokens = ["inputTokens", "outputTokens"];

    public static IReadOnlyList<Dialect> All { get; } =
    [
        Tokens("tokens_text", "Tokens are text: \"812\".", json => $"\"{json}\""),
        Tokens("tokens_decimal", "Tokens have a decimal point: 812.0.", json => $"{json}.0"),
        Tokens("tokens_negative", "Tokens are -1.", _ => "-1") with
        {
            Loses = s_tokens,
        },
        new("asn_prefix", "The network's number is text with AS in front: \"AS64500\".", e => e.Replace("asn", json => $"\"AS{json}\"")),
    ];

    private static Dialect Tokens(string name, string meaning, Func<string, string> write) =>
        new(
            name,
            meaning,
            e =>
            {
                foreach (var field in s_tokens)
                {
                    e.Replace(field, write);
                }
            }
        );
}
