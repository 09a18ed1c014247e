using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Distill.Honeypots.Transparency;

/// <summary>A checked RFC 3161 time stamp: when its authority saw the bytes, and which authority that was.</summary>
/// <param name="Time">The authority's time.</param>
/// <param name="Authority">The signing certificate.</param>
public sealed record TimeStamp(DateTimeOffset Time, X509Certificate2 Authority)
{
    /// <summary>Returns the request to an authority for a time stamp over <paramref name="bytes"/>.</summary>
    public static Rfc3161TimestampRequest Request(ReadOnlySpan<byte> bytes) =>
        Rfc3161TimestampRequest.CreateFromHash(SHA256.HashData(bytes), HashAlgorithmName.SHA256, requestSignerCertificates: true);

    /// <summary>
    /// Checks a token over <paramref name="bytes"/>. Returns null if it is no token, if its signature or its certificate's purpose is wrong, or if it
    /// is over other bytes. If <paramref name="trusted"/> is given, the signer must be one of these certificates, or one of them must have issued the
    /// signer's.
    /// </summary>
    public static TimeStamp? Check(ReadOnlyMemory<byte> token, ReadOnlySpan<byte> bytes, X509Certificate2Collection? trusted = null)
    {
        try
        {
            if (
                !Rfc3161TimestampToken.TryDecode(token, out var decoded, out var read)
                || read != token.Length
                || !decoded.VerifySignatureForData(bytes, out var signer)
                || signer is null
            )
            {
                return null;
            }

            var time = decoded.TokenInfo.Timestamp;
            return trusted is null || CertificateTrust.Holds(signer, decoded.AsSignedCms().Certificates, trusted, time)
                ? new TimeStamp(time, signer)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
