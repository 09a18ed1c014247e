using System.Net;

namespace Distill.Client.Calls;

/// <summary>A call to the model as the API tier sees it, without its prompt. Leave out what you don't know.</summary>
public readonly record struct ModelCall
{
    /// <summary>Identifies the call, 1 to 256 characters. A call that is published twice counts once.</summary>
    public required string Id { get; init; }

    /// <summary>The account id as in verdicts, 1 to 256 printable characters.</summary>
    public required string Account { get; init; }

    /// <summary>The model's name, 1 to 256 characters.</summary>
    public required string Model { get; init; }

    /// <summary>When the call came. <c>default</c> means now.</summary>
    public DateTimeOffset Time { get; init; }

    public string? Session { get; init; }

    /// <summary>The platform: api, console, or any other name.</summary>
    public string? Platform { get; init; }

    public string? Reseller { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>The caller's address. The client sends the whole address; the service keeps only its network.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The address's autonomous system; 0 if unknown.</summary>
    public uint Asn { get; init; }

    /// <summary>The country code, two letters.</summary>
    public string? Country { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>A fingerprint of the TLS client, such as JA4.</summary>
    public string? Tls { get; init; }

    /// <summary>The names of the tools that the call offers, in the call's order.</summary>
    public IReadOnlyList<string>? Tools { get; init; }
}
