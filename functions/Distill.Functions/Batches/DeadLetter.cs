using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;

namespace Distill.Functions.Batches;

/// <summary>An event that could not be taken, as it is kept for an operator. Prompt text is removed wherever it can be found.</summary>
public sealed record DeadLetter
{
    /// <summary>The reason of a good event that could not be stored.</summary>
    public const string Storage = "storage";

    /// <summary>The reason of a message whose body is an AMQP value or sequence. The bytes of the whole message are kept.</summary>
    public const string NotData = "not_data";

    /// <summary>The reason of an event at which the reader itself failed: a bug of this service. The log has it.</summary>
    public const string Fault = "fault";

    public required HubPartition Partition { get; init; }

    public required HubEvent Event { get; init; }

    /// <summary>A name from <see cref="RejectNames"/>, or <see cref="Storage"/>, <see cref="NotData"/> or <see cref="Fault"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The field at fault; null if it is no single field.</summary>
    public string? Field { get; init; }

    /// <summary>The event without prompt text; null if it can't be parsed, so that the text can't be found.</summary>
    /// <param name="keys">The keys of clients. They seal the prompt's features.</param>
    public byte[]? Redacted(KeyRing keys) =>
        PromptRedactor.Redact(Event.Body.Span.StartsWith("\uFEFF"u8) ? Event.Body[3..] : Event.Body, keys.At(Event.Enqueued));
}
