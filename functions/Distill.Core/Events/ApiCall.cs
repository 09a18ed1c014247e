using System.Diagnostics.CodeAnalysis;
using Distill.Contracts;
using Distill.Contracts.Prompts;

namespace Distill.Core.Events;

/// <summary>
/// One call to the model, as Distill keeps it: without the prompt and the address. Names are pooled strings. Unknown is empty or 0.
/// </summary>
public readonly struct ApiCall
{
    /// <summary>
    /// Longest name of a model, platform or reseller, in UTF-8 bytes; the rest is cut. Real names are shorter. With longer ones a caller could make a
    /// window that no row can hold.
    /// </summary>
    public const int MaxNameBytes = 128;

    private readonly PromptFeatures _prompt;

    /// <summary>
    /// Fingerprint of the event's id and time. A redelivered event has the same one. The id alone does not tell calls apart, because some senders
    /// use one id for many calls.
    /// </summary>
    public required ulong Id { get; init; }

    public required AccountId Account { get; init; }

    /// <summary>Event time, microseconds since 1970-01-01 UTC.</summary>
    public required long Micros { get; init; }

    public required string Model { get; init; }

    public string Platform { get; init; }

    public string Reseller { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    public NetworkPrefix Network { get; init; }

    public uint Asn { get; init; }

    /// <summary>Two letters as <c>(first &lt;&lt; 8) | second</c>.</summary>
    public ushort Country { get; init; }

    /// <summary>Fingerprint of user agent and TLS together. It tells which software made the call.</summary>
    public ulong Client { get; init; }

    /// <summary>Fingerprint of the tool names in order.</summary>
    public ulong Tools { get; init; }

    /// <summary>What the call's conversation held before it.</summary>
    public Exchanges Exchanges { get; init; }

    public PromptFeatures Prompt
    {
        get => _prompt;
        init => _prompt = value;
    }

    /// <summary>The prompt's features by reference. They are large, and hot paths read only a few words of them.</summary>
    [UnscopedRef]
    internal ref readonly PromptFeatures PromptInPlace => ref _prompt;

    /// <summary>Makes an <see cref="Id"/> from the fingerprint of an event's id and from its time.</summary>
    public static ulong IdOf(ulong id, long micros) => Fingerprint.Mix(id, (ulong)micros);

    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Micros * TimeSpan.TicksPerMicrosecond);

    public Hour Hour => Hour.Of(Micros);
}
