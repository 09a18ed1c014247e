using System.Diagnostics.CodeAnalysis;
using Distill.Contracts;
using Distill.Contracts.Prompts;

namespace Distill.Core.Events;

/// <summary>One call to the model, as far as it is kept: no prompt, no address. Names are pooled strings; unknown is empty or 0.</summary>
public readonly struct ApiCall
{
    private readonly PromptFeatures _prompt;

    /// <summary>
    /// Fingerprint of the event's id and time: what an event that is delivered again has again. An id alone does not tell calls apart, for senders
    /// use one for many.
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

    /// <summary>Fingerprint of user agent and TLS together: what software calls.</summary>
    public ulong Client { get; init; }

    /// <summary>Fingerprint of the tool names in order.</summary>
    public ulong Tools { get; init; }

    public PromptFeatures Prompt
    {
        get => _prompt;
        init => _prompt = value;
    }

    /// <summary>The same where it lies: it is large, and hot paths look at a few words of it.</summary>
    [UnscopedRef]
    internal ref readonly PromptFeatures PromptInPlace => ref _prompt;

    /// <summary><see cref="Id"/> of an event's id, as a fingerprint, and time.</summary>
    public static ulong IdOf(ulong id, long micros) => Fingerprint.Mix(id, (ulong)micros);

    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Micros * TimeSpan.TicksPerMicrosecond);

    public Hour Hour => Hour.Of(Micros);
}
