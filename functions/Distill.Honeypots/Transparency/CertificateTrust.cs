using System.Security.Cryptography.X509Certificates;

namespace Distill.Honeypots.Transparency;

/// <summary>Whether a certificate is trusted, offline.</summary>
public static class CertificateTrust
{
    /// <summary>True when a certificate is one of the trusted ones, or issued by one of them, and held at a time.</summary>
    /// <param name="signer">The certificate.</param>
    /// <param name="others">Certificates that may stand between.</param>
    /// <param name="trusted">The trusted certificates.</param>
    /// <param name="time">The time.</param>
    public static bool Holds(X509Certificate2 signer, X509Certificate2Collection others, X509Certificate2Collection trusted, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(signer);
    }
}
