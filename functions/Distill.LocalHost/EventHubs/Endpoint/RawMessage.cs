using Amqp;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>A message as it came over the wire. It is stored byte for byte, because the sender decides what an event contains.</summary>
internal sealed class RawMessage(ByteBuffer bytes) : Message
{
    /// <summary>The message's bytes. They are part of the delivery's buffer: use them before the delivery is completed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes.Buffer.AsMemory(bytes.Offset, bytes.Length);

    public Message Decode() => Decode(new ByteBuffer(Bytes.ToArray(), 0, Bytes.Length, Bytes.Length));

    /// <summary>
    /// Passes messages on without decoding them. The library's decoder can't represent some types, nor a body of several sections.
    /// </summary>
    internal sealed class Container(Address address) : ContainerHost(address), IContainer
    {
        Message IContainer.CreateMessage(ByteBuffer buffer) => new RawMessage(buffer);
    }
}
