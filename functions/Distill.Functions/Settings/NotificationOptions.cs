using System.Text;

namespace Distill.Functions.Settings;

/// <summary>Whom to tell of clusters, and of which. Section <c>Distill:Notifications</c>. The app that correlates reads it.</summary>
public sealed record NotificationOptions
{
    /// <summary>What a secret begins with in the Standard Webhooks format.</summary>
    internal const string SecretPrefix = "whsec_";

    // Bytes that a secret must have: as many as nobody guesses.
    private const int MinSecretBytes = 24;

    /// <summary>Where to send notifications. Default none: nobody is told; range https addresses, and http ones of this machine.</summary>
    public string Url { get; init; } = "";

    /// <summary>
    /// Secret that signs notifications: <c>whsec_</c> and 24 or more bytes in base64. Default none; needed with <see cref="Url"/>. Best is a Key
    /// Vault reference.
    /// </summary>
    public string Secret { get; init; } = "";

    /// <summary>
    /// Factor by which a cluster must have grown since it was last told of. Default 1.5; range 1.1 to 10. With less, every run would tell.
    /// </summary>
    public double Growth { get; init; } = 1.5;

    /// <summary>
    /// Attempts to deliver a notification, the first included. Default 12; range 1 to 30. The pauses double from five minutes to twelve hours, so
    /// twelve attempts take two days.
    /// </summary>
    public int Attempts { get; init; } = 12;

    /// <summary>True if somebody is told.</summary>
    internal bool IsOn => Url.Length > 0;

    /// <summary>The secret's bytes.</summary>
    internal byte[] Key => Decoded() ?? [];

    /// <summary>Every option out of its range, in words that do not quote the secret.</summary>
    public IEnumerable<string> Errors()
    {
        if (
            IsOn
            && !(
                Uri.TryCreate(Url, UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            )
        )
        {
            yield return "Url must be an https address, or an http address of this machine.";
        }

        if (IsOn && Decoded() is not { Length: >= MinSecretBytes })
        {
            yield return $"Secret must be {SecretPrefix} and at least {MinSecretBytes} bytes in base64.";
        }

        if (Growth is not (>= 1.1 and <= 10))
        {
            yield return FormattableString.Invariant($"Growth is {Growth}; it must lie in 1.1 to 10.");
        }

        if (Attempts is < 1 or > 30)
        {
            yield return $"Attempts is {Attempts}; it must lie in 1 to 30.";
        }
    }

    private byte[]? Decoded()
    {
        var text = Secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? Secret[SecretPrefix.Length..] : "";
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    // Records print their members. A secret must never be printed.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("IsOn = ").Append(IsOn).Append(", Growth = ").Append(Growth).Append(", Attempts = ").Append(Attempts);
        return true;
    }
}
