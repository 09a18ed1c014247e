using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Distill.Core.Profiles;

/// <summary>
/// A key that providers share, to compare values without telling them: each sends HMAC-SHA-256 of a value under the key. Who has the key and a value
/// sees whether they are the same; who has only the hashes learns nothing.
/// </summary>
public sealed class SharingKey
{
    /// <summary>Fewest bytes of a key. All values of some kinds could be tried, so only the key protects them.</summary>
    public const int MinBytes = 32;

    // Another build may hash other values. Then its hashes must differ.
    private const string Version = "distill-sharing/1";

    // 64 bits tell keys apart, and reveal nothing of a key of 256.
    private const int IdDigits = 16;

    private readonly byte[] _key;

    /// <param name="key">The key, at least <see cref="MinBytes"/>.</param>
    public SharingKey(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, MinBytes);
        _key = key.ToArray();
        Id = Hash("key")[..IdDigits];
    }

    /// <summary>Tells keys apart: 16 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Reads a key of hexadecimal digits. False for anything else, and for a key that is too short.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SharingKey? key)
    {
        var bytes = new byte[text.Length / 2];
        key =
            Convert.FromHexString(text.Trim(), bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written >= MinBytes
                ? new SharingKey(bytes.AsSpan(0, written))
                : null;
        return key is not null;
    }

    /// <summary>The keyed hash of a trait, 64 hexadecimal digits.</summary>
    public string Of(Trait trait) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"{trait.Kind.ToString().ToLowerInvariant()}|{trait.Value:x16}"));

    /// <summary>The keyed hash of a framing, 64 hexadecimal digits.</summary>
    public string Of(FramingKey framing) => Hash(string.Create(CultureInfo.InvariantCulture, $"framing|{framing.Value:x16}"));

    private string Hash(string value) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{Version}|{value}")));
}
