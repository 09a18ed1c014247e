using System.Buffers.Binary;

namespace Distill.Logs.Framing;

/// <summary>Walks over the fields of one message in protobuf's wire format.</summary>
/// <param name="message">The message's bytes.</param>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the current field.</summary>
    public int Number { get; private set; }

    /// <summary>The current field's value, if it is a number: a varint, or 4 or 8 bytes.</summary>
    public ulong Value { get; private set; }

    /// <summary>The current field's bytes, if it has a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the current field has a length: text, bytes or a message.</summary>
    public bool HasLength { get; private set; }

    /// <summary>Moves to the next field. False at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Number = (int)(tag >> 3);
        Value = 0;
        Bytes = default;
        HasLength = false;
        switch (tag & 7)
        {
            case 0:
                Value = Varint();
                break;
            case 1:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                var length = Varint();
                Bytes = Take(length > int.MaxValue ? int.MaxValue : (int)length);
                HasLength = true;
                break;
            case 5:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new InvalidDataException("The bytes are no protobuf message.");
        }

        return Number > 0 ? true : throw new InvalidDataException("The bytes are no protobuf message.");
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Take(1)[0];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("The bytes are no protobuf message.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("A protobuf message ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
