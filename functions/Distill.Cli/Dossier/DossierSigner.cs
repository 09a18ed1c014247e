using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Distill.Cli.Terminal;

namespace Distill.Cli.Dossier;

/// <summary>Signs a dossier's manifest by CMS (RFC 5652) with a certificate's key.</summary>
/// <param name="certificate">The certificate, with its private key.</param>
internal sealed class DossierSigner(X509Certificate2 certificate) : IDisposable
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>Reads a certificate and its key from one PEM file.</summary>
    /// <exception cref="UsageException">The file does not hold both. The message does not show what it holds.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static DossierSigner Read(string path)
    {
        var pem = File.ReadAllText(path);
        try
        {
            return new DossierSigner(X509Certificate2.CreateFromPem(pem, pem));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UsageException(
                $"{path} must hold a certificate and its private key without a password, in PEM (docs/dossier.md makes one).",
                e
            );
        }
    }

    /// <summary>The signature of some bytes, detached, with the certificate in it.</summary>
    public byte[] Sign(byte[] bytes)
    {
        var cms = new SignedCms(new ContentInfo(bytes), detached: true);
        cms.ComputeSignature(
            new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
            {
                DigestAlgorithm = new Oid(Sha256),
                IncludeOption = X509IncludeOption.EndCertOnly,
            }
        );
        return cms.Encode();
    }

    /// <summary>The signature, if it is one certificate's over these bytes; null otherwise.</summary>
    public static SignedCms? Check(byte[] bytes, byte[] signature)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(bytes), detached: true);
            cms.Decode(signature);
            cms.CheckSignature(verifySignatureOnly: true);
            return cms.SignerInfos is [{ Certificate: not null }] && cms.Encode().AsSpan().SequenceEqual(signature) ? cms : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Dispose() => certificate.Dispose();
}
