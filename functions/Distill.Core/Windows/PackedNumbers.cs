using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Distill.Core.Windows;

/// <summary>Writes the numbers of packed calls one after another.</summary>
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

    /// <summary>Seven bits a byte, the lowest first.</summary>
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

    public void SkipContext()
    {
        _at += 3 * sizeof(ulong);
        for (var number = 0; number < 5; number++)
        {
            Number();
        }
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

    public ulong Eight()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }

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
