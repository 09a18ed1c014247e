using System.Net;

namespace Distill.Client.Calls;

/// <summary>A call to the model as the API tier sees it, without its prompt. What is not known stays out.</summary>
public readonly record struct ModelCall
{
    /// <summary>Names the call: one that is published twice counts once. 1 to 256 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The account, as verdicts name it: 1 to 256 printable characters.</summary>
    public required string Account { get; init; }

    /// <summary>The model's name, 1 to 256 characters.</summary>
    public required string Model { get; init; }

    /// <summary>When it came; <c>default</c> is now.</summary>
    public DateTimeOffset Time { get; init; }

    public string? Session { get; init; }

    /// <summary>api, console, or any other name.</summary>
    public string? Platform { get; init; }

    public string? Reseller { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>The caller's address. It is sent whole; the service keeps its network only.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The address' autonomous system; 0 when not known.</summary>
    public uint Asn { get; init; }

    /// <summary>Two letters.</summary>
    public string? Country { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>A fingerprint of the TLS client, such as JA4.</summary>
    public string? Tls { get; init; }

    /// <summary>Names of the tools that the call offers, in its order.</summary>
    public IReadOnlyList<string>? Tools { get; init; }
}
