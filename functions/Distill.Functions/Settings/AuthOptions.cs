namespace Distill.Functions.Settings;

/// <summary>Who may call the API. Section <c>Distill:Auth</c>.</summary>
public sealed record AuthOptions
{
    /// <summary>
    /// Whether callers need an app role of Entra ID, read from the header that the platform's authentication sets. Default false; range false, true. Only
    /// where that authentication is on is the header the platform's own: without it anyone could write one.
    /// </summary>
    public bool Entra { get; init; }
}
