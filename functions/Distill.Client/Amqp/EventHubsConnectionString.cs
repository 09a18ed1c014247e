using System.Globalization;

namespace Distill.EventHubs;

/// <summary>
/// Where an Event Hubs namespace is and how to prove who we are: read from a connection string, or an address and a giver of Entra ID's tokens.
/// </summary>
/// <remarks>
/// <c>Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=..;SharedAccessKey=..[;EntityPath=hub]</c> is AMQP over TLS on 5671. With
/// <c>UseDevelopmentEmulator=true</c> it is plain AMQP on 5672 or on the port that Endpoint names: <c>Endpoint=sb://127.0.0.1:5673;...</c>, which
/// is how the official clients take a port as well.
/// </remarks>
internal sealed class EventHubsConnectionString
{
    EventHubsConnectionString(Uri endpoint, bool plain, string? keyName, string? key, string? signature, string? entityPath)
    {
        Host = endpoint.Host;
        Port = endpoint.Port > 0 ? endpoint.Port : plain ? 5672 : 5671;
        UseTls = !plain;
        KeyName = keyName;
        Key = key;
        SharedAccessSignature = signature;
        EntityPath = entityPath;
    }

    public string Host { get; }

    public int Port { get; }

    public bool UseTls { get; }

    public string? KeyName { get; }

    public string? Key { get; }

    /// <summary>A token made elsewhere, in place of a key.</summary>
    public string? SharedAccessSignature { get; }

    /// <summary>Gives a token of Entra ID, in place of any key. It is asked again and again, and keeps what it may keep itself.</summary>
    public Func<CancellationToken, ValueTask<string>>? BearerToken { get; private init; }

    /// <summary>The hub, when the connection string names one.</summary>
    public string? EntityPath { get; }

    /// <summary>A namespace that takes identities and no keys.</summary>
    public static EventHubsConnectionString ForIdentity(Uri endpoint, bool plain, Func<CancellationToken, ValueTask<string>> bearerToken) =>
        new(endpoint, plain, null, null, null, null) { BearerToken = bearerToken };

    /// <exception cref="FormatException">The text is not a connection string; the message says why and holds no part of a key.</exception>
    public static EventHubsConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = Split(text);
        if (!parts.TryGetValue("Endpoint", out var endpointText))
            throw new FormatException("An Event Hubs connection string has Endpoint=sb://...; this one has none.");
        if (!Uri.TryCreate(endpointText, UriKind.Absolute, out var endpoint) || endpoint.Host.Length == 0)
            throw new FormatException($"The connection string's Endpoint is not an address like sb://name.servicebus.windows.net/: '{endpointText}'.");

        var plain = parts.TryGetValue("UseDevelopmentEmulator", out var emulator) && bool.TryParse(emulator, out var isEmulator) && isEmulator;
        parts.TryGetValue("SharedAccessKeyName", out var keyName);
        parts.TryGetValue("SharedAccessKey", out var key);
        parts.TryGetValue("SharedAccessSignature", out var signature);
        parts.TryGetValue("EntityPath", out var entityPath);
        if (!plain && signature is null && (keyName is null || key is null))
            throw new FormatException("The connection string needs SharedAccessKeyName and SharedAccessKey, or SharedAccessSignature.");
        return new(endpoint, plain, keyName, key, signature, entityPath);
    }

    /// <summary>The connection string of a plain endpoint on this machine, as every official client reads it.</summary>
    public static string ForEmulator(string host, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"Endpoint=sb://{host}:{port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;");

    /// <summary>The address without any secret.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(UseTls ? "amqps" : "amqp")}://{Host}:{Port}");

    static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A key is base64 and may end in '=': only the first one separates.
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new FormatException("A connection string is a list of name=value pairs with ';' between them; one part has no name.");
            parts[part[..at].Trim()] = part[(at + 1)..].Trim();
        }

        return parts;
    }
}
