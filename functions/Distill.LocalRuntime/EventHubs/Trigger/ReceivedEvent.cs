using System.Globalization;
using Amqp;
using Amqp.Framing;
using Azure.Messaging.EventHubs;
using Distill.EventHubs;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>An event as the function gets it, and the delivery that it came in.</summary>
internal readonly record struct ReceivedEvent(EventData Data, Message Message)
{
    public static ReceivedEvent From(Message message)
    {
        var annotations = message.MessageAnnotations;
        var properties = message.Properties;
        var data = new EventData(() => Body(message), () => ApplicationProperties(message), () => SystemProperties(message))
        {
            SequenceNumber = annotations?[AmqpNames.SequenceNumber] is { } number
                ? Convert.ToInt64(number, CultureInfo.InvariantCulture)
                : long.MinValue,
            OffsetString = annotations?[AmqpNames.Offset]?.ToString(),
            EnqueuedTime = annotations?[AmqpNames.EnqueuedTime] is DateTime time
                ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
                : default,
            PartitionKey = annotations?[AmqpNames.PartitionKey]?.ToString(),
            MessageId = properties?.GetMessageId()?.ToString(),
            CorrelationId = properties?.GetCorrelationId()?.ToString(),
            ContentType = properties?.ContentType?.ToString(),
        };
        return new(data, message);
    }

    static BinaryData Body(Message message)
    {
        switch (message.BodySection)
        {
            case Data { Buffer: { } one }:
                return new BinaryData(new ReadOnlyMemory<byte>(one.Buffer, one.Offset, one.Length));
            case DataList list:
                var joined = new MemoryStream();
                for (var i = 0; i < list.Count; i++)
                    joined.Write(list[i].Buffer.Buffer, list[i].Buffer.Offset, list[i].Buffer.Length);
                return new BinaryData(new ReadOnlyMemory<byte>(joined.GetBuffer(), 0, (int)joined.Length));
            default:
                throw new NotSupportedException("The body of the event is not bytes but an AMQP value or sequence.");
        }
    }

    static Dictionary<string, object> ApplicationProperties(Message message)
    {
        var properties = new Dictionary<string, object>();
        if (message.ApplicationProperties is { } section)
        {
            foreach (var (key, value) in section.Map)
                properties[key.ToString()!] = value;
        }

        return properties;
    }

    static Dictionary<string, object> SystemProperties(Message message)
    {
        var properties = new Dictionary<string, object>();
        if (message.MessageAnnotations is { } section)
        {
            foreach (var (key, value) in section.Map)
                properties[key.ToString()!] = value;
        }

        return properties;
    }
}
