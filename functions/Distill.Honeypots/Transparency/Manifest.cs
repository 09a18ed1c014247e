using System.Security.Cryptography;

namespace Distill.Honeypots.Transparency;

/// <summary>The files of a transparency log's folder and their hashes, by name.</summary>
/// <param name="Files">SHA-256 of each file, lower-case hexadecimal.</param>
/// <param name="Signature">The signature over the manifest without it; null in a folder of a build before.</param>
public sealed record Manifest(SortedDictionary<string, string> Files, string? Signature = null)
{
    /// <summary>The manifest of the files, not signed.</summary>
    public static Manifest Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, bytes) in files)
        {
            if (name != TransparencyFiles.Manifest)
            {
                hashes.Add(name, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            }
        }

        return new Manifest(hashes);
    }

    /// <summary>The manifest with a signature.</summary>
    public Manifest SignedBy(EvidenceSigner signer) => this with { Signature = signer.Sign(CanonicalJson.Write(this with { Signature = null })) };

    /// <summary>True when the signature is there and by this public key.</summary>
    public bool IsSignedBy(string publicKey) =>
        Signature is not null && EvidenceSigner.IsSigned(CanonicalJson.Write(this with { Signature = null }), Signature, publicKey);
}
