using System.Text;

namespace Distill.Functions.Settings;

/// <summary>Who may call the API. Section <c>Distill:Auth</c>.</summary>
public sealed record AuthOptions
{
    private const int MinKey = 32;

    /// <summary>
    /// Whether callers need an app role of Entra ID, read from the header that the platform's authentication sets. Default false; range false, true.
    /// Only where that authentication is on is the header the platform's own: without it anyone could write one.
    /// </summary>
    public bool Entra { get; init; }

    /// <summary>
    /// Key of those who read verdicts, in the header <c>x-functions-key</c>. Default none; range 32 characters or more. Shorter ones can be guessed;
    /// best a Key Vault reference.
    /// </summary>
    public string VerdictsKey { get; init; } = "";

    /// <summary>Key of those who read evidence. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string EvidenceKey { get; init; } = "";

    /// <summary>Key of those who decide. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string DecideKey { get; init; } = "";

    /// <summary>Key of those who send events. Default none; range 32 characters or more. Shorter ones can be guessed.</summary>
    public string EventsKey { get; init; } = "";

    /// <summary>True where a role has a key: then nobody comes in without one.</summary>
    internal bool HasKeys => Keys.Any(k => k.Value.Length > 0);

    /// <summary>Every option out of its range, in words without the value.</summary>
    public IEnumerable<string> Errors() =>
        Keys.Where(k => k.Value.Length is > 0 and < MinKey).Select(k => $"{k.Name} has fewer than {MinKey} characters.");

    private IEnumerable<(string Name, string Value)> Keys =>
        [(nameof(VerdictsKey), VerdictsKey), (nameof(EvidenceKey), EvidenceKey), (nameof(DecideKey), DecideKey), (nameof(EventsKey), EventsKey)];

    // A key never prints.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Entra = ").Append(Entra).Append(", HasKeys = ").Append(HasKeys);
        return true;
    }
}
