using System.Buffers;
using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Windows;

/// <summary>
/// The stored form of a window: what <see cref="CallWindowCodec"/> writes, sealed with the key of the window's hour. So all of an hour's windows have
/// one key, whenever their calls arrive.
/// </summary>
/// <remarks>
/// Windows of builds before, which are not sealed, are read too. They become sealed when a call is added.
/// </remarks>
/// <param name="keys">The keys of the store.</param>
public sealed class WindowSeal(KeyRing keys)
{
    private readonly HourSeal _seal = new(keys);

    /// <summary>Encodes and seals a window. Equal windows give equal bytes.</summary>
    public byte[] Seal(CallWindow window)
    {
        var account = Fingerprint.Of(MemoryMarshal.AsBytes(window.Account.Value.AsSpan()));
        return _seal.Seal(CallWindowCodec.Encode(window), window.Hour, account);
    }

    /// <summary>Opens and decodes a window.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a window of a known version, or were changed.</exception>
    /// <exception cref="MissingKeyException">The key is not in the ring.</exception>
    public CallWindow Open(AccountId account, Hour hour, ReadOnlySpan<byte> bytes)
    {
        if (!HourSeal.IsSealed(bytes))
        {
            return CallWindowCodec.Decode(account, hour, bytes);
        }

        var what = $"window of {account}";
        var length = HourSeal.LengthOf(bytes, hour, what);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var content = rented.AsSpan(0, length);
        try
        {
            _seal.Open(bytes, hour, what, content);
            return CallWindowCodec.Decode(account, hour, content);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
