using System.Security.Cryptography;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Transparency;

/// <summary>
/// Signs the manifest of a transparency log (ECDSA, P-256, SHA-256). The key is derived from the master key, and the commitment names its public half
/// before the epoch. So nobody without the master key can change the folder and seal it anew.
/// </summary>
public sealed class EvidenceSigner : IDisposable
{
    private readonly ECDsa _key;

    private EvidenceSigner(ECDsa key) => _key = key;

    /// <summary>The public key (SubjectPublicKeyInfo), Base64.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>The signer of an epoch.</summary>
    public static EvidenceSigner Of(MasterKey master, EpochId epoch)
    {
        for (byte attempt = 0; ; attempt++)
        {
            try
            {
                return new EvidenceSigner(
                    ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = master.SigningSecret(epoch, attempt) })
                );
            }
            catch (CryptographicException) when (attempt < byte.MaxValue)
            {
                // One in 2^32 secrets is no key of the curve.
            }
        }
    }

    /// <summary>Returns the signature of some bytes, Base64.</summary>
    public string Sign(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(_key.SignData(bytes, HashAlgorithmName.SHA256));

    /// <summary>True when the signature of the bytes is by this public key.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> bytes, string signature, string publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key.VerifyData(bytes, Convert.FromBase64String(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    public void Dispose() => _key.Dispose();
}
