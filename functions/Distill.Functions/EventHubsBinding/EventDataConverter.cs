using System.Diagnostics.CodeAnalysis;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Distill.Functions.EventHubsBinding;

/// <summary>
/// Turns what the host sends, the bytes of each event's AMQP message, into <see cref="EventData"/>. Sequence number, offset, enqueued time and
/// partition key are annotations of the message, so they come with it.
/// </summary>
[SuppressMessage(
    "Usage",
    "AZFW0009",
    Justification = "The rule is older than this use of the attribute: the metadata generator looks for it on converters."
)]
[SupportsDeferredBinding]
[SupportedTargetType(typeof(EventData))]
[SupportedTargetType(typeof(EventData[]))]
internal sealed class EventDataConverter : IInputConverter
{
    /// <summary>The name of the host's extension in the data that it sends.</summary>
    internal const string Source = "AzureEventHubsEventData";

    internal const string ContentType = "application/octet-stream";

    /// <exception cref="InvalidOperationException">The host sent something else than events. The run fails.</exception>
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(
            context.Source switch
            {
                ModelBindingData one when context.TargetType == typeof(EventData) => ConversionResult.Success(Read(one)),
                CollectionModelBindingData many when context.TargetType == typeof(EventData[]) => ConversionResult.Success(
                    Array.ConvertAll(many.ModelBindingData, Read)
                ),
                _ => ConversionResult.Unhandled(),
            }
        );
    }

    private static EventData Read(ModelBindingData data) =>
        data.Source != Source ? throw new InvalidOperationException($"The trigger sent data of '{data.Source}' instead of '{Source}'.")
        : data.ContentType != ContentType ? throw new InvalidOperationException($"The trigger sent '{data.ContentType}' instead of '{ContentType}'.")
        : new EventData(Message(data.Content));

    // A message that the library can't represent comes as a value: its bytes. Then it costs no other event of the batch, and is kept.
    private static AmqpAnnotatedMessage Message(BinaryData bytes)
    {
        try
        {
            return AmqpAnnotatedMessage.FromBytes(bytes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The library names no list of what it throws for odd bytes.
            return new AmqpAnnotatedMessage(AmqpMessageBody.FromValue(bytes.ToArray()));
        }
    }
}
