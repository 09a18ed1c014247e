using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Distill.Contracts.Prompts;

namespace Distill.Core.Windows;

/// <summary>Writes the numbers of packed calls, one after another, little-endian.</summary>
internal ref struct PackedWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    public int Length { get; private set; }

    public void Four(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes[Length..], value);
        Length += 4;
    }

    public void Eight(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes[Length..], value);
        Length += 8;
    }

    public void FourUnlessZero(uint value)
    {
        if (value != 0)
        {
            Four(value);
        }
    }

    public void ThreeUnlessZero(uint value)
    {
        if (value != 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_bytes[Length..], (ushort)value);
            _bytes[Length + 2] = (byte)(value >> 16);
            Length += 3;
        }
    }

    /// <summary>Writes a number as a varint: seven bits a byte, the lowest first.</summary>
    public void Number(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[Length++] = (byte)(value | 0x80);
        }

        _bytes[Length++] = (byte)value;
    }
}

/// <summary>Reads what a <see cref="PackedWriter"/> wrote, in the same order.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Skips the first part of a context: network, client, tools, autonomous system and country. The names follow.</summary>
    public void SkipCaller() => SkipCallerTo(out _);

    /// <summary>Skips the same, but for the country and whether the calls offered tools.</summary>
    public bool SkipCallerTo(out ushort country)
    {
        _at += 2 * sizeof(ulong);
        var hasTools = Eight() != 0;
        Number();
        country = (ushort)Number();
        return hasTools;
    }

    /// <summary>Skips a whole context: the caller and the names.</summary>
    public void SkipContext()
    {
        SkipCaller();
        Number();
        Number();
        Number();
    }

    /// <summary>Skips a call's time and id.</summary>
    public void SkipMoment() => _at += sizeof(uint) + sizeof(ulong);

    /// <summary>Skips the exchanges that a call may have.</summary>
    public void SkipExchanges(PackedStart start) => _at += start.IsContinued ? 2 * sizeof(ulong) : 0;

    /// <summary>Skips a prompt, but for what it asks for: null when it is not known.</summary>
    /// <param name="wide">True when its word pairs have four bytes instead of three.</param>
    public PromptIntent? SkipPrompt(bool wide)
    {
        var masks = Four();
        Number();
        var intent = (PromptIntent)Number();
        var isKnown = Eight() != 0;
        _at += (sizeof(uint) * BitOperations.PopCount(masks & 0xFFFF)) + ((wide ? 4 : 3) * BitOperations.PopCount(masks >> 16));
        Number();
        var passages = Number();
        _at += sizeof(uint) * BitOperations.PopCount(passages);
        return isKnown ? intent : null;
    }

    public uint Three()
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[_at..]) | ((uint)_bytes[_at + 2] << 16);
        _at += 3;
        return value;
    }

    public uint Four()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[_at..]);
        _at += 4;
        return value;
    }

    /// <summary>Reads numbers of four bytes into two spans in turn, <paramref name="count"/> into each. The rest of the spans becomes 0.</summary>
    public void FoursInTurn(int count, scoped Span<uint> first, scoped Span<uint> second)
    {
        var bytes = _bytes.Slice(_at, 2 * sizeof(uint) * count);
        _at += bytes.Length;
        first[count..].Clear();
        second[count..].Clear();
        first = first[..count];
        second = second[..first.Length];
        for (var i = 0; i < first.Length; i++)
        {
            var both = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            (first[i], second[i]) = ((uint)both, (uint)(both >> 32));
            bytes = bytes[sizeof(ulong)..];
        }
    }

    /// <summary>Reads <paramref name="count"/> numbers of three bytes. The rest of the span becomes 0.</summary>
    public void Threes(int count, scoped Span<uint> numbers)
    {
        numbers[count..].Clear();
        numbers = numbers[..count];
        var bytes = _bytes[_at..];
        _at += 3 * count;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] =
                bytes.Length >= sizeof(uint)
                    ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) & 0xFF_FFFF
                    : BinaryPrimitives.ReadUInt16LittleEndian(bytes) | ((uint)bytes[2] << 16);
            bytes = bytes[3..];
        }
    }

    public ulong Eight()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }

    /// <summary>Reads a varint, as <see cref="PackedWriter.Number"/> wrote it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Number()
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            uint part = _bytes[_at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
