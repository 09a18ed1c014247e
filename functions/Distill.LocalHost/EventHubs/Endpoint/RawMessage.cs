using Amqp;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>A message as it came over the wire. What an event holds is the sender's own business: it is kept byte for byte.</summary>
internal sealed class RawMessage(ByteBuffer bytes) : Message
{
    /// <summary>Points into the delivery's buffer: use it before the delivery is completed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes.Buffer.AsMemory(bytes.Offset, bytes.Length);

    public Message Decode() => Decode(new ByteBuffer(Bytes.ToArray(), 0, Bytes.Length, Bytes.Length));

    /// <summary>Hands messages on undecoded. The library's decoding has no place for some types, and nor for a body of several sections.</summary>
    internal sealed class Container(Address address) : ContainerHost(address), IContainer
    {
        Message IContainer.CreateMessage(ByteBuffer buffer) => new RawMessage(buffer);
    }
}
