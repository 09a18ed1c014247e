using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Windows;

/// <summary>
/// The stored form of a window: what <see cref="CallWindowCodec"/> writes, sealed with the key of the window's hour. So all of an hour's windows have
/// one key, whenever their calls arrive.
/// </summary>
/// <remarks>
/// Layout: a version byte, the epoch and the key's check (4 bytes each), the sealed bytes. Windows of builds before, which are not sealed, are read
/// too. They become sealed when a call is added.
/// </remarks>
/// <param name="keys">The keys of the store.</param>
public sealed class WindowSeal(KeyRing keys)
{
    // Above all versions of CallWindowCodec.
    private const byte SealedVersion = 0x80;

    private const int HeaderBytes = 1 + sizeof(int) + sizeof(uint);

    /// <summary>Encodes and seals a window. Equal windows give equal bytes.</summary>
    public byte[] Seal(CallWindow window)
    {
        var content = CallWindowCodec.Encode(window);
        var bytes = new byte[HeaderBytes + EpochKey.Overhead + content.Length];
        var key = keys.At(window.Hour.Start);
        bytes[0] = SealedVersion;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), key.Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1 + sizeof(int)), key.Check);
        var account = Fingerprint.Of(MemoryMarshal.AsBytes(window.Account.Value.AsSpan()));
        key.Seal(content, Fingerprint.Mix(account, (ulong)window.Hour.Number), bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>Opens and decodes a window.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a window of a known version, or were changed.</exception>
    /// <exception cref="MissingKeyException">The key is not in the ring.</exception>
    public CallWindow Open(AccountId account, Hour hour, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != SealedVersion)
        {
            return CallWindowCodec.Decode(account, hour, bytes);
        }

        if (bytes.Length < HeaderBytes + EpochKey.Overhead)
        {
            throw new InvalidDataException($"The window of {account} in {hour} is truncated.");
        }

        var epoch = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        var check = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(1 + sizeof(int))..]);
        if (epoch < 0 || epoch > EpochKey.EpochOf(DateOnly.FromDateTime(hour.Start.UtcDateTime)))
        {
            throw new InvalidDataException($"The window of {account} in {hour} was changed: it names epoch {epoch}, which began after that hour.");
        }

        if (keys.Find(epoch) is not { } key || key.Check != check)
        {
            throw new MissingKeyException(
                $"The window of {account} in {hour} is sealed with a key of epoch {epoch} that is not in the key ring. Add that key again.",
                epoch,
                check
            );
        }

        var length = bytes.Length - HeaderBytes - EpochKey.Overhead;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var content = rented.AsSpan(0, length);
        try
        {
            return key.TryOpen(bytes[HeaderBytes..], content)
                ? CallWindowCodec.Decode(account, hour, content)
                : throw new InvalidDataException($"The window of {account} in {hour} was changed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
