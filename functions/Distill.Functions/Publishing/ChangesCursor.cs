using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Distill.Functions.Publishing;

/// <summary>
/// Where a reader of the changes is. Readers don't look into it. A checksum tells a text that was never a cursor from an old cursor.
/// </summary>
/// <param name="Epoch">The ledger that it reads.</param>
/// <param name="Revision">In a snapshot, the revision at which it began. Otherwise the last revision of which anything was read.</param>
/// <param name="Fingerprint">In a snapshot, the last account's fingerprint; null outside one.</param>
/// <param name="Read">How many of the revision's changes were read; <see cref="All"/> if none is left.</param>
public readonly record struct ChangesCursor(Guid Epoch, long Revision, ulong? Fingerprint, int Read)
{
    public const int All = int.MaxValue;

    private const byte Version = 1;
    private const int Bytes = 1 + 16 + 8 + 1 + 8 + 4;

    public static ChangesCursor After(Guid epoch, long revision) => new(epoch, revision, null, All);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes + 8];
        bytes[0] = Version;
        Epoch.TryWriteBytes(bytes[1..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[17..], Revision);
        bytes[25] = Fingerprint is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[26..], Fingerprint ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[34..], Read);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[Bytes..], Contracts.Fingerprint.Of(bytes[..Bytes]));
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out ChangesCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Bytes + 8];
        if (
            text is null
            || text.Length != Base64Url.GetEncodedLength(Bytes + 8)
            || Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done
            || length != Bytes + 8
            || bytes[0] != Version
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[Bytes..]) != Contracts.Fingerprint.Of(bytes[..Bytes])
        )
        {
            return false;
        }

        cursor = new ChangesCursor(
            new Guid(bytes[1..17]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[17..]),
            bytes[25] == 0 ? null : BinaryPrimitives.ReadUInt64LittleEndian(bytes[26..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[34..])
        );
        return true;
    }
}
