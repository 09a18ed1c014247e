using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Distill.Honeypots;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Dossier;

/// <summary>Checks a dossier by its own files: all are there, as they were made, signed, and stamped after the calls.</summary>
internal sealed class DossierCheck
{
    // How far the maker's clock may be ahead of the authority's.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly DossierArchive _archive;
    private readonly List<string> _faults = [];
    private readonly List<string> _findings = [];

    private DossierCheck(DossierArchive archive) => _archive = archive;

    /// <summary>What is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What was found to be right, and what the files can't show.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <param name="archive">The dossier.</param>
    /// <param name="authorities">Trusted authorities of time stamps; then it must be stamped. Null to name the authority only.</param>
    /// <param name="signers">Who may have signed, or their issuers. Null to name the signer only.</param>
    public static DossierCheck Of(DossierArchive archive, X509Certificate2Collection? authorities = null, X509Certificate2Collection? signers = null)
    {
        var check = new DossierCheck(archive);
        check._faults.AddRange(archive.Faults);
        if (check.Manifest() is { } manifest)
        {
            var stamp = check.Stamp(manifest, authorities);
            check.Signature(manifest, stamp, signers);
        }

        return check;
    }

    private DossierManifest? Manifest()
    {
        var bytes = _archive.Seals.GetValueOrDefault(DossierFiles.Manifest, []);
        if (CanonicalJson.Read<DossierManifest>(bytes) is not { Version: DossierManifest.Current } manifest)
        {
            _faults.Add($"{DossierFiles.Manifest} is missing, or not as it was written. Nothing else can be checked.");
            return null;
        }

        _findings.Add($"Dossier of {manifest.Cluster}: calls from {manifest.From:u} to {manifest.Until:u}, made at {manifest.Made:u}.");
        foreach (var name in DossierFiles.Content.Concat(manifest.Files.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (named, found) = (manifest.Files.GetValueOrDefault(name), _archive.Files.GetValueOrDefault(name));
            if (found is null)
            {
                _faults.Add($"{name} is missing.");
            }
            else if (named is null)
            {
                _faults.Add($"{name} is not named by the manifest: it was added.");
            }
            else if (named != found)
            {
                _faults.Add($"{name} is not the file that the manifest names: it was changed.");
            }
        }

        return manifest;
    }

    private DateTimeOffset? Stamp(DossierManifest manifest, X509Certificate2Collection? authorities)
    {
        if (CanonicalJson.Read<Stamped<DossierSeal>>(_archive.Seals.GetValueOrDefault(DossierFiles.Stamp, [])) is not { Content: var seal } stamped)
        {
            _faults.Add($"{DossierFiles.Stamp} is missing, or not as it was written.");
            return null;
        }

        if (seal != new DossierSeal(HashOf(DossierFiles.Manifest), HashOf(DossierFiles.Signature)))
        {
            _faults.Add($"{DossierFiles.Stamp} is over another manifest or signature.");
        }

        if (new StampCheck(authorities, _faults, _findings).Check("The dossier", stamped) is not { Time: var time })
        {
            return null;
        }

        if (time < manifest.Until || time < manifest.Made - s_skew)
        {
            _faults.Add($"It was stamped at {time:u}, before its calls ended ({manifest.Until:u}) or before it was made ({manifest.Made:u}).");
        }

        return time;
    }

    private void Signature(DossierManifest manifest, DateTimeOffset? stamp, X509Certificate2Collection? signers)
    {
        var bytes = _archive.Seals.GetValueOrDefault(DossierFiles.Manifest, []);
        if (DossierSigner.Check(bytes, _archive.Seals.GetValueOrDefault(DossierFiles.Signature, [])) is not { } cms)
        {
            _faults.Add($"{DossierFiles.Signature} is missing, or no signature of this manifest.");
            return;
        }

        var signer = cms.SignerInfos[0].Certificate!;
        var name = $"{signer.Subject}, certificate {signer.GetCertHashString(HashAlgorithmName.SHA256)}";
        if (signers is null)
        {
            _findings.Add($"Signed by {name}. Whether that is who you think was not checked (--signer).");
        }
        else if (CertificateTrust.Holds(signer, cms.Certificates, signers, stamp ?? manifest.Made))
        {
            _findings.Add($"Signed by {name}, who is trusted.");
        }
        else
        {
            _faults.Add($"Signed by {name}, who is not one of the trusted signers, or whose certificate did not hold then.");
        }
    }

    private string HashOf(string seal) => Convert.ToHexStringLower(SHA256.HashData(_archive.Seals.GetValueOrDefault(seal, [])));
}
