using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Distill.Contracts.Sealing;

/// <summary>
/// The key of one epoch. It seals features: encrypts them, so that they say nothing to anybody without the key. Thread-safe, allocates nothing.
/// </summary>
/// <remarks>
/// AES-256-GCM. The nonce is a keyed hash of the content and its context (SipHash-1-3 with 128 bits, of which 96 are used). So equal input gives
/// equal bytes, as replays need it, and different input gets different nonces (the idea of SIV: Rogaway and Shrimpton, EUROCRYPT 2006,
/// doi:10.1007/11761679_23). NIST SP 800-38D allows 2^32 nonces of this kind with one key. Beyond that, a nonce may come twice, which tells how two
/// contents differ: a reason for epochs.
/// </remarks>
public sealed class EpochKey
{
    /// <summary>How many bytes longer sealed content is: nonce and tag.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    private const int NonceBytes = 12,
        TagBytes = 16;

    // Bytes of each key that is derived.
    private const int KeyBytes = 32;

    // Ciphers that no thread uses now. One serves one thread at a time, and there are at most as many as threads that seal at once.
    private readonly ConcurrentBag<AesGcm> _idle = [];
    private readonly byte[] _secret;
    private readonly byte[] _sealKey;
    private readonly ulong _nonceKey0,
        _nonceKey1;

    internal EpochKey(DateOnly from, byte[] secret)
    {
        (From, _secret) = (from, secret);
        _sealKey = Expand("seal");
        var nonceKey = Expand("nonce");
        Check = BinaryPrimitives.ReadUInt32LittleEndian(Expand("check"));
        (_nonceKey0, _nonceKey1) = (BinaryPrimitives.ReadUInt64LittleEndian(nonceKey), BinaryPrimitives.ReadUInt64LittleEndian(nonceKey.AsSpan(8)));
    }

    /// <summary>The epoch's first day, UTC. The earliest day of all for a key without one.</summary>
    public DateOnly From { get; }

    /// <summary>The epoch's name: the first day as a number, such as 20261201. 0 for a key without one.</summary>
    public int Epoch => From == DateOnly.MinValue ? 0 : EpochOf(From);

    /// <summary>The name of an epoch that begins on a day.</summary>
    public static int EpochOf(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;

    /// <summary>Tells keys of one epoch apart. It says nothing about the key.</summary>
    public uint Check { get; }

    /// <summary>Seals content.</summary>
    /// <param name="content">What to seal. It may stand in <paramref name="destination"/>, behind the first <see cref="Overhead"/> bytes.</param>
    /// <param name="context">What it belongs to. Equal contents in different contexts give different bytes.</param>
    /// <param name="destination">Receives the sealed bytes: <see cref="Overhead"/> more than the content has.</param>
    public void Seal(ReadOnlySpan<byte> content, ulong context, Span<byte> destination)
    {
        var nonce = destination[..NonceBytes];
        var tag = destination.Slice(NonceBytes, TagBytes);
        var sealedContent = destination[Overhead..];
        content.CopyTo(sealedContent);

        // The context stands in front of the content, where the tag's last bytes will be.
        BinaryPrimitives.WriteUInt64LittleEndian(tag[^sizeof(ulong)..], context);
        var (first, second) = SipHash.Wide(_nonceKey0, _nonceKey1, destination[(Overhead - sizeof(ulong))..]);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, first);
        BinaryPrimitives.WriteUInt32LittleEndian(nonce[sizeof(ulong)..], (uint)second);
        var cipher = Rent();
        cipher.Encrypt(nonce, sealedContent, sealedContent, tag);
        _idle.Add(cipher);
    }

    /// <summary>Opens what <see cref="Seal"/> made. False when another key sealed it, or when it was changed.</summary>
    /// <param name="bytes">The sealed bytes, at least <see cref="Overhead"/>.</param>
    /// <param name="content">Receives the content: <see cref="Overhead"/> bytes less.</param>
    public bool TryOpen(ReadOnlySpan<byte> bytes, Span<byte> content)
    {
        var cipher = Rent();
        try
        {
            cipher.Decrypt(bytes[..NonceBytes], bytes[Overhead..], bytes.Slice(NonceBytes, TagBytes), content);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            _idle.Add(cipher);
        }
    }

    /// <summary>Derives a key for one purpose. It tells nothing about this key (HKDF, RFC 5869).</summary>
    internal EpochKey Derive(string purpose) => new(From, Expand($"for {purpose}"));

    /// <summary>Copies the secret in Base64. Never log it.</summary>
    internal string ToBase64() => Convert.ToBase64String(_secret);

    /// <summary>Names the epoch. The key is never shown.</summary>
    public override string ToString() => $"key of epoch {Epoch} (not shown)";

    private AesGcm Rent() => _idle.TryTake(out var cipher) ? cipher : new AesGcm(_sealKey, TagBytes);

    private byte[] Expand(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, KeyBytes, info: System.Text.Encoding.UTF8.GetBytes($"distill {purpose}"));
}
