// The real package has no nullable annotations: a reader that checks for null must compile on both.
#nullable disable annotations

using System.ComponentModel;
using System.Globalization;

namespace Azure.Messaging.EventHubs;

/// <summary>An event: its body and what the sender and the hub say about it. The members of Azure.Messaging.EventHubs that an app uses.</summary>
public class EventData
{
    readonly Func<BinaryData> readBody;
    readonly Lazy<IDictionary<string, object>> properties;
    readonly Lazy<IReadOnlyDictionary<string, object>> systemProperties;
    BinaryData body;

    public EventData()
        : this(new BinaryData(ReadOnlyMemory<byte>.Empty))
    {
    }

    public EventData(ReadOnlyMemory<byte> eventBody)
        : this(new BinaryData(eventBody))
    {
    }

    public EventData(string eventBody)
        : this(new BinaryData(eventBody))
    {
    }

    public EventData(BinaryData eventBody)
        : this(() => eventBody, () => new Dictionary<string, object>(), () => new Dictionary<string, object>())
    {
    }

    /// <summary>A received event. What most functions never look at is made when it is looked at.</summary>
    internal EventData(Func<BinaryData> body, Func<IDictionary<string, object>> properties, Func<IReadOnlyDictionary<string, object>> systemProperties)
    {
        readBody = body;
        this.properties = new(properties);
        this.systemProperties = new(systemProperties);
    }

    /// <exception cref="NotSupportedException">The body is an AMQP value or sequence and not bytes.</exception>
    public BinaryData EventBody
    {
        get => body ??= readBody();
        set => body = value;
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlyMemory<byte> Body => EventBody.ToMemory();

    public string ContentType { get; set; }

    public string CorrelationId { get; set; }

    public string MessageId { get; set; }

    public IDictionary<string, object> Properties => properties.Value;

    public IReadOnlyDictionary<string, object> SystemProperties => systemProperties.Value;

    public long SequenceNumber { get; internal init; } = long.MinValue;

    public string OffsetString { get; internal init; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("The Event Hubs service does not guarantee a numeric offset for all resource configurations.  Please use 'OffsetString' instead.", false)]
    public long Offset =>
        long.TryParse(OffsetString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) ? offset : long.MinValue;

    public DateTimeOffset EnqueuedTime { get; internal init; }

    public string PartitionKey { get; internal init; }
}
