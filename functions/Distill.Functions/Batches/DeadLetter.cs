using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Functions.Batches;

/// <summary>An event that could not be taken, as it is kept for an operator: without prompt text wherever that can be told apart.</summary>
public sealed record DeadLetter
{
    /// <summary>The reason of an event that was good and could not be stored.</summary>
    public const string Storage = "storage";

    /// <summary>The reason of a message whose body is an AMQP value or sequence. The bytes that are kept are those of the whole message.</summary>
    public const string NotData = "not_data";

    public required HubPartition Partition { get; init; }

    public required HubEvent Event { get; init; }

    /// <summary>A name out of <see cref="RejectNames"/>, <see cref="Storage"/> or <see cref="NotData"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The field at fault, where one is.</summary>
    public string? Field { get; init; }

    /// <summary>The event without prompt text; null when nothing in it can be told apart.</summary>
    public byte[]? Redacted() => PromptRedactor.Redact(Event.Body);
}
