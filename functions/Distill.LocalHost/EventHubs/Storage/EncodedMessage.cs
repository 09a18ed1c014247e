using System.Buffers.Binary;
using System.Text;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>
/// Divides an encoded AMQP message as far as needed to annotate it: the part before its message annotations, the sender's own annotations, the
/// partition key, and the rest. It decodes and copies nothing of it.
/// </summary>
internal readonly ref struct EncodedMessage
{
    private const byte HeaderSection = 0x70;
    private const byte DeliveryAnnotationsSection = 0x71;
    private const byte MessageAnnotationsSection = 0x72;
    private const byte DataSection = 0x75;
    private const byte AmqpSequenceSection = 0x76;
    private const byte AmqpValueSection = 0x77;
    private const byte FooterSection = 0x78;

    private EncodedMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> annotations, int annotationCount, ReadOnlySpan<byte> bare)
    {
        Header = header;
        Annotations = annotations;
        AnnotationCount = annotationCount;
        Bare = bare;
    }

    public ReadOnlySpan<byte> Header { get; }

    /// <summary>The encoded keys and values of the annotations map, without the map's own head.</summary>
    public ReadOnlySpan<byte> Annotations { get; }

    /// <summary>The number of keys and values in <c>Annotations</c>.</summary>
    public int AnnotationCount { get; }

    /// <summary>The bare message and its footer: properties, application properties, body and footer.</summary>
    public ReadOnlySpan<byte> Bare { get; }

    /// <exception cref="InvalidDataException">The bytes are not an AMQP message.</exception>
    public static EncodedMessage Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> header = default,
            annotations = default;
        var count = 0;
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var section = SectionOf(rest, out var descriptor);
            var size = descriptor + SizeOf(rest[descriptor..]);
            if (section is < HeaderSection or > FooterSection)
            {
                throw new InvalidDataException($"0x{section:x2} is not a section of a message.");
            }

            if (section > MessageAnnotationsSection)
            {
                break;
            }

            if (section == HeaderSection)
            {
                header = rest[..size];
            }
            else if (section == MessageAnnotationsSection)
            {
                annotations = MapEntries(rest[descriptor..size], out count);
            }

            rest = rest[size..];
        }

        if (rest.IsEmpty)
        {
            throw new InvalidDataException("The message has no body.");
        }

        CheckSections(rest);
        return new(header, annotations, count, rest);
    }

    /// <summary>Returns the size in bytes of the header section that a message may begin with.</summary>
    public static int HeaderSize(ReadOnlySpan<byte> message) =>
        SectionOf(message, out var descriptor) == HeaderSection ? descriptor + SizeOf(message[descriptor..]) : 0;

    /// <summary>Returns the content of each of the message's data sections.</summary>
    /// <exception cref="InvalidDataException">The body is not made of data sections.</exception>
    public static List<ReadOnlyMemory<byte>> DataSections(ReadOnlyMemory<byte> bare)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        while (!bare.IsEmpty)
        {
            var section = SectionOf(bare.Span, out var descriptor);
            var size = descriptor + SizeOf(bare.Span[descriptor..]);
            if (section == DataSection)
            {
                var content = bare[descriptor..size];
                found.Add(content[^Text(content.Span).Length..]);
            }
            else if (section is AmqpSequenceSection or AmqpValueSection)
            {
                throw new InvalidDataException("The batch's body is not made of data sections.");
            }

            bare = bare[size..];
        }

        return found;
    }

    /// <summary>Returns the first annotation of this name that is a string, or null.</summary>
    public string? FindString(ReadOnlySpan<byte> name)
    {
        for (var rest = Annotations; !rest.IsEmpty; )
        {
            var key = Next(ref rest);
            var value = Next(ref rest);
            if (Text(key).SequenceEqual(name) && value[0] is 0xa1 or 0xb1)
            {
                return Encoding.UTF8.GetString(Text(value));
            }
        }

        return null;
    }

    /// <summary>Removes the next encoded value from the front of the rest. Returns that value.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var value = rest[..SizeOf(rest)];
        rest = rest[value.Length..];
        return value;
    }

    /// <summary>Returns the content of an encoded symbol, string or binary. Returns nothing for any other value.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value) =>
        value[0] switch
        {
            0xa0 or 0xa1 or 0xa3 => value[2..],
            0xb0 or 0xb1 or 0xb3 => value[5..],
            _ => default,
        };

    private static void CheckSections(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var section = SectionOf(rest, out var descriptor);
            if (section is <= MessageAnnotationsSection or > FooterSection)
            {
                throw new InvalidDataException($"Section 0x{section:x2} is out of its place.");
            }

            rest = rest[(descriptor + SizeOf(rest[descriptor..]))..];
        }
    }

    private static ReadOnlySpan<byte> MapEntries(ReadOnlySpan<byte> map, out int count)
    {
        count = map[0] switch
        {
            0xc1 when map.Length >= 3 => map[2],
            0xd1 when map.Length >= 9 => BinaryPrimitives.ReadInt32BigEndian(map[5..]),
            0x40 => 0,
            _ => throw new InvalidDataException("The message annotations are not a map."),
        };
        var entries = map[0] switch
        {
            0xc1 => map[3..],
            0xd1 => map[9..],
            _ => default,
        };
        var found = 0;
        for (var rest = entries; !rest.IsEmpty; found++)
        {
            Next(ref rest);
        }

        if (found != count || count % 2 != 0)
        {
            throw new InvalidDataException("The message annotations have another number of entries than they say.");
        }

        return entries;
    }

    private static ulong SectionOf(ReadOnlySpan<byte> section, out int descriptor)
    {
        if (section.Length >= 3 && section[0] == 0 && section[1] == 0x53)
        {
            descriptor = 3;
            return section[2];
        }

        if (section.Length >= 10 && section[0] == 0 && section[1] == 0x80)
        {
            descriptor = 10;
            return BinaryPrimitives.ReadUInt64BigEndian(section[2..]);
        }

        throw new InvalidDataException("A section of the message has no descriptor.");
    }

    /// <summary>Returns a value's size in bytes with its constructor. The high half of the format code gives the width (AMQP 1.0, 1.2).</summary>
    private static int SizeOf(ReadOnlySpan<byte> value)
    {
        var described = 0;
        if (!value.IsEmpty && value[0] == 0)
        {
            // A described value is a descriptor and then a value. Neither may itself be described, which limits the depth.
            described = 1 + Plain(value[1..]);
            value = value[described..];
        }

        return described + Plain(value);
    }

    private static int Plain(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            throw new InvalidDataException("The message ends within a value.");
        }

        long size = (value[0] >> 4) switch
        {
            0x4 => 1,
            0x5 => 2,
            0x6 => 3,
            0x7 => 5,
            0x8 => 9,
            0x9 => 17,
            0xa or 0xc or 0xe when value.Length > 1 => 2 + value[1],
            0xb or 0xd or 0xf when value.Length > 4 => 5L + BinaryPrimitives.ReadUInt32BigEndian(value[1..]),
            _ => throw new InvalidDataException($"0x{value[0]:x2} is not an AMQP format code, or its size is cut off."),
        };
        return size <= value.Length ? (int)size : throw new InvalidDataException("The message ends within a value.");
    }
}
