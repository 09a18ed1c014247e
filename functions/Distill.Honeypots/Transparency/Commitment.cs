using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Transparency;

/// <summary>
/// What is published before an epoch starts: SHA-256(salt | master key | terms). It fixes the key and the terms, and reveals nothing about the key.
/// Anyone who sees the master key later can check that it is the same one.
/// </summary>
/// <param name="Terms">The terms, as plain text.</param>
/// <param name="Salt">The salt in lower-case hexadecimal.</param>
/// <param name="Hash">The hash in lower-case hexadecimal.</param>
public sealed record Commitment(TestTerms Terms, string Salt, string Hash)
{
    /// <summary>
    /// SHA-256 of the whole commitment, lower-case hexadecimal: the value to publish. It covers the terms too, which <see cref="Hash"/> does only for
    /// those who have the master key.
    /// </summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(this)));

    /// <summary>The fewest bytes of a salt.</summary>
    public const int SaltBytes = 32;

    public static Commitment To(MasterKey master, TestTerms terms, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(salt.Length, SaltBytes);
        return new Commitment(terms, Convert.ToHexStringLower(salt), Hashed(master, terms, salt));
    }

    /// <summary>Returns whether the commitment was made from this master key.</summary>
    public bool IsTo(MasterKey master)
    {
        Span<byte> salt = stackalloc byte[256];
        return Convert.FromHexString(Salt, salt, out _, out var length) == System.Buffers.OperationStatus.Done
            && length >= SaltBytes
            && string.Equals(Hash, Hashed(master, Terms, salt[..length]), StringComparison.Ordinal);
    }

    private static string Hashed(MasterKey master, TestTerms terms, ReadOnlySpan<byte> salt) =>
        Convert.ToHexStringLower(master.Commit(salt, CanonicalJson.Write(terms)));
}
