using System.Globalization;
using System.Security.Cryptography;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Keys;

/// <summary>
/// The secret from which all marks are derived: at least 32 random bytes. It is never shown as text. Other code gets keys derived from it, which
/// reveal nothing about the master key or about each other (HKDF, RFC 5869).
/// </summary>
public sealed class MasterKey
{
    /// <summary>The fewest bytes accepted.</summary>
    public const int MinBytes = 32;

    /// <summary>The most bytes accepted. A longer file was probably chosen by mistake.</summary>
    public const int MaxBytes = 1024;

    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes) => _bytes = bytes;

    /// <summary>Makes a master key of these bytes.</summary>
    /// <exception cref="ArgumentException">There are fewer than <see cref="MinBytes"/> or more than <see cref="MaxBytes"/>.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length is >= MinBytes and <= MaxBytes
            ? new MasterKey(bytes.ToArray())
            : throw new ArgumentException($"A master key has {MinBytes} to {MaxBytes} bytes.", nameof(bytes));

    /// <summary>Reads a key written as hexadecimal digits or Base64. White space around it is allowed. Errors never show what was read.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MasterKey? key)
    {
        key = null;
        text = text.Trim();
        if (text.Length > 2 * MaxBytes)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[2 * MaxBytes];
        var read =
            Convert.FromHexString(text, bytes, out _, out var length) == System.Buffers.OperationStatus.Done
            || Convert.TryFromBase64Chars(text, bytes, out length);
        if (read && length is >= MinBytes and <= MaxBytes)
        {
            key = new MasterKey(bytes[..length].ToArray());
        }

        CryptographicOperations.ZeroMemory(bytes);
        return key is not null;
    }

    /// <summary>Returns the key of an account, of a cluster, or (with an empty id) of the provider, for one epoch.</summary>
    public MarkKey Derive(Layer layer, string id, EpochId epoch) => new(layer, id, epoch, Expand("mark", layer.ToString(), id, epoch.Value));

    /// <summary>Returns the provider's key for one epoch.</summary>
    public MarkKey Provider(EpochId epoch) => Derive(Layer.Provider, "", epoch);

    /// <summary>Returns the router that gives each cell a layer in one epoch.</summary>
    public CellRouter Router(EpochId epoch) => new(Expand("route", epoch.Value));

    /// <summary>
    /// Returns SHA-256 of <paramref name="salt"/>, the master key and <paramref name="terms"/>. It can later show that neither the key nor the terms
    /// changed, and reveals nothing about the key now.
    /// </summary>
    internal byte[] Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> terms)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> lengths = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(lengths, salt.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(lengths[4..], _bytes.Length);
        hash.AppendData(lengths);
        hash.AppendData(salt);
        hash.AppendData(_bytes);
        hash.AppendData(terms);
        return hash.GetHashAndReset();
    }

    /// <summary>Returns 32 bytes from which the key that signs an epoch's transparency log is made.</summary>
    internal byte[] SigningSecret(EpochId epoch, byte attempt) => Expand("sign", epoch.Value, attempt.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => "master key (not shown)";

    private byte[] Expand(params ReadOnlySpan<string> label) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, 32, info: KeyLabel.Of(label));
}
