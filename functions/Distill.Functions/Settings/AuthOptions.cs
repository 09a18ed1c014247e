using System.Text;

namespace Distill.Functions.Settings;

/// <summary>Who may call the API. Section <c>Distill:Auth</c>.</summary>
public sealed record AuthOptions
{
    private const int MinKey = 32;

    /// <summary>
    /// Whether callers need an app role of Entra ID, read from the header that the platform's authentication sets. Default false; range false, true.
    /// Turn it on only together with that authentication: without it, any caller could write the header.
    /// </summary>
    public bool Entra { get; init; }

    /// <summary>
    /// Key of callers that read verdicts, in the header <c>x-functions-key</c>. Default none; range 32 characters or more. Shorter ones can be
    /// guessed. Best is a Key Vault reference.
    /// </summary>
    public string VerdictsKey { get; init; } = "";

    /// <summary>Key of callers that read evidence. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string EvidenceKey { get; init; } = "";

    /// <summary>Key of callers that decide. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string DecideKey { get; init; } = "";

    /// <summary>Key of callers that send events. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string EventsKey { get; init; } = "";

    /// <summary>Key of callers that have answers marked. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string MarkKey { get; init; } = "";

    /// <summary>True if a role has a key. Then every caller needs one.</summary>
    internal bool HasKeys => Keys.Any(k => k.Value.Length > 0);

    /// <summary>Every option out of its range, in words that do not quote the key.</summary>
    public IEnumerable<string> Errors() =>
        Keys.Where(k => k.Value.Length is > 0 and < MinKey).Select(k => $"{k.Name} has fewer than {MinKey} characters.");

    private IEnumerable<(string Name, string Value)> Keys =>
        [
            (nameof(VerdictsKey), VerdictsKey),
            (nameof(EvidenceKey), EvidenceKey),
            (nameof(DecideKey), DecideKey),
            (nameof(EventsKey), EventsKey),
            (nameof(MarkKey), MarkKey),
        ];

    // Records print their members. A key must never be printed.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Entra = ").Append(Entra).Append(", HasKeys = ").Append(HasKeys);
        return true;
    }
}
