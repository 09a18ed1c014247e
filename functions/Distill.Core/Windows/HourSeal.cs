using System.Buffers.Binary;
using Distill.Contracts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Windows;

/// <summary>Seals what is stored of an hour, with the hour's key.</summary>
/// <remarks>Layout: a version byte, the epoch and the key's check (4 bytes each), the sealed bytes.</remarks>
/// <param name="keys">The keys of the store.</param>
internal sealed class HourSeal(KeyRing keys)
{
    // Above all versions of what is sealed.
    private const byte SealedVersion = 0x80;

    private const int HeaderBytes = 1 + sizeof(int) + sizeof(uint);

    /// <summary>True if the bytes begin as <see cref="Seal"/> writes them.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] == SealedVersion;

    /// <summary>Seals content.</summary>
    /// <param name="content">What to seal.</param>
    /// <param name="hour">Its hour.</param>
    /// <param name="context">What it belongs to. Equal contents in different contexts give different bytes.</param>
    public byte[] Seal(ReadOnlySpan<byte> content, Hour hour, ulong context)
    {
        var bytes = new byte[HeaderBytes + EpochKey.Overhead + content.Length];
        var key = keys.At(hour.Start);
        bytes[0] = SealedVersion;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), key.Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1 + sizeof(int)), key.Check);
        key.Seal(content, Fingerprint.Mix(context, (ulong)hour.Number), bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>The length of the content, in bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are truncated.</exception>
    public static int LengthOf(ReadOnlySpan<byte> bytes, Hour hour, string what) =>
        bytes.Length >= HeaderBytes + EpochKey.Overhead
            ? bytes.Length - HeaderBytes - EpochKey.Overhead
            : throw new InvalidDataException($"The {what} in {hour} is truncated.");

    /// <summary>Opens what was sealed.</summary>
    /// <param name="bytes">The sealed bytes.</param>
    /// <param name="hour">The hour that they belong to.</param>
    /// <param name="what">What they are, for errors.</param>
    /// <param name="content">Receives the content: <see cref="LengthOf"/> bytes.</param>
    /// <exception cref="InvalidDataException">The bytes were changed.</exception>
    /// <exception cref="MissingKeyException">The key is not in the ring.</exception>
    public void Open(ReadOnlySpan<byte> bytes, Hour hour, string what, Span<byte> content)
    {
        var epoch = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        var check = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(1 + sizeof(int))..]);
        if (epoch < 0 || epoch > EpochKey.EpochOf(DateOnly.FromDateTime(hour.Start.UtcDateTime)))
        {
            throw new InvalidDataException($"The {what} in {hour} was changed: it names epoch {epoch}, which began after that hour.");
        }

        if (keys.Find(epoch) is not { } key || key.Check != check)
        {
            throw new MissingKeyException(
                $"The {what} in {hour} is sealed with a key of epoch {epoch} that is not in the key ring. Add that key again.",
                epoch,
                check
            );
        }

        if (!key.TryOpen(bytes[HeaderBytes..], content))
        {
            throw new InvalidDataException($"The {what} in {hour} was changed.");
        }
    }
}
