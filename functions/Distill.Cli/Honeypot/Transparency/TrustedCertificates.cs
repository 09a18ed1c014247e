using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Distill.Cli.Terminal;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary>Reads the certificates that a verifier trusts.</summary>
internal static class TrustedCertificates
{
    /// <exception cref="UsageException">The file holds none.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? certificates : throw Wrong(path, null);
        }
        catch (CryptographicException e)
        {
            throw Wrong(path, e);
        }
    }

    private static UsageException Wrong(string path, Exception? inner) =>
        new($"{path} holds no certificates. Name a file in PEM: it has lines of BEGIN CERTIFICATE.", inner);
}
