namespace Distill.Evaluation.Dialects;

/// <summary>Logs that have all fields of the contract, and values only in the required ones.</summary>
internal static class OptionalDialects
{
    private static readonly string[] s_optional =
    [
        "session",
        "platform",
        "reseller",
        "inputTokens",
        "outputTokens",
        "ip",
        "asn",
        "country",
        "userAgent",
        "tls",
        "tools",
        "prompt",
        "created",
        "emailDomain",
        "payment",
        "device",
        "kyc",
    ];

    public static IReadOnlyList<Dialect> All { get; } =
    [Of("optional_null", "Every optional field is null.", "null"), Of("optional_empty", "Every optional field is empty text.", "\"\"")];

    private static Dialect Of(string name, string meaning, string value) =>
        new(
            name,
            meaning,
            e =>
            {
                foreach (var field in s_optional)
                {
                    e.Replace(field, _ => value);
                }
            }
        )
        {
            Loses = s_optional,
        };
}
