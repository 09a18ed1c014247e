using System.Security.Cryptography;

namespace Distill.Honeypots.Transparency;

/// <summary>
/// Checks the folder of a transparency log by its files alone. The files must be as they were written. The log must only have grown, and must hold
/// the receipts. Receipts must agree with the commitment, stamps with their contents and with the order of events. The samples must be the
/// frozen ones.
/// </summary>
public sealed class TransparencyCheck
{
    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly KnownEvidence _known;
    private readonly List<string> _faults = [];
    private readonly List<string> _findings = [];
    private readonly List<FrozenSamples> _samples = [];
    private readonly StampCheck _stamps;

    // Null where the commitment has no valid stamp.
    private (string Name, DateTimeOffset Time)? _committed;

    private TransparencyCheck(IReadOnlyDictionary<string, byte[]> files, KnownEvidence known)
    {
        (_files, _known) = (files, known);
        _stamps = new StampCheck(known.Trusted, _faults, _findings);
    }

    /// <summary>What is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What was found to be right, and what the files can't show.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>The commitment's terms; null when there is no commitment that can be read.</summary>
    public TestTerms? Terms { get; private set; }

    /// <summary>The samples that the folder froze and still holds.</summary>
    public IReadOnlyList<FrozenSamples> Frozen => _samples;

    /// <param name="files">Every file of the folder, by name.</param>
    /// <param name="known">What the verifier knows from elsewhere; null for nothing.</param>
    public static TransparencyCheck Of(IReadOnlyDictionary<string, byte[]> files, KnownEvidence? known = null)
    {
        var check = new TransparencyCheck(files, known ?? new KnownEvidence());
        check.Commitment();
        check.Manifest();
        new LogCheck(files, check._known, check._faults, check._findings).Run(check.Terms, check._stamps, check._committed);
        check.Samples();
        check.NotCompared();
        return check;
    }

    private void Manifest()
    {
        if (!_files.TryGetValue(TransparencyFiles.Manifest, out var bytes) || CanonicalJson.Read<Manifest>(bytes) is not { } manifest)
        {
            _faults.Add($"{TransparencyFiles.Manifest} is missing, or not as it was written.");
            return;
        }

        var now = Transparency.Manifest.Of(_files).Files;
        foreach (var name in manifest.Files.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            if (manifest.Files.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            {
                _faults.Add($"{name} is not the file that the manifest names.");
            }
        }

        if (Terms?.Signer is not { } signer)
        {
            _findings.Add("The manifest is not signed, because the commitment names no signer: whoever holds the folder could seal it anew.");
        }
        else if (manifest.IsSignedBy(signer))
        {
            _findings.Add("The manifest is signed with the key that the commitment names.");
        }
        else
        {
            _faults.Add("The manifest is not signed with the key that the commitment names.");
        }
    }

    private void Commitment()
    {
        if (!_files.TryGetValue(TransparencyFiles.Commitment, out var bytes))
        {
            _faults.Add($"{TransparencyFiles.Commitment} is missing: nothing shows which key and terms were fixed before the epoch.");
            return;
        }

        if (CanonicalJson.Read<Stamped<Commitment>>(bytes) is not { Content: var commitment } stamped)
        {
            _faults.Add($"{TransparencyFiles.Commitment} is not as it was written.");
            return;
        }

        Terms = commitment.Terms;
        _findings.Add(
            $"Commitment {commitment.Fingerprint} to epoch {Terms.Epoch}, dictionary {Terms.Dictionary}, code {Terms.Code}, tau {Terms.Tau:R}, alpha "
                + $"{Terms.Alpha:R}, stopping rule: {Terms.Stopping}."
        );
        _committed = _stamps.Check("The commitment", stamped);
        var isOpened = _known.Master is { } master && commitment.IsTo(master);
        if (isOpened)
        {
            _findings.Add("The commitment is to this master key and these terms.");
        }
        else if (_known.Master is not null)
        {
            _faults.Add("The commitment is to another master key, or to other terms.");
        }

        if (_known.Commitment is { } published)
        {
            // A build before published the inner hash. It covers the terms for those who have the key.
            var isPublished = Same(published, commitment.Fingerprint) || (isOpened && Same(published, commitment.Hash));
            (isPublished ? _findings : _faults).Add(
                isPublished ? "The commitment is the published one." : $"The commitment is not the published one, {published}."
            );
        }
    }

    private void Samples()
    {
        foreach (var line in TransparencyFiles.Lines(_files, TransparencyFiles.Samples, _faults, _findings))
        {
            if (CanonicalJson.Read<Stamped<FrozenSamples>>(line) is not { Content: var frozen } stamped)
            {
                _faults.Add($"{TransparencyFiles.Samples} is not as it was written.");
                continue;
            }

            _stamps.CheckOrder([_committed, _stamps.Check($"{frozen.File}", stamped)]);
            if (
                !_files.TryGetValue(frozen.File, out var bytes)
                || bytes.Length != frozen.Bytes
                || Convert.ToHexStringLower(SHA256.HashData(bytes)) != frozen.Sha256
            )
            {
                _faults.Add($"{frozen.File} is not the sample file that was frozen.");
                continue;
            }

            _samples.Add(frozen);
        }

        foreach (var name in _files.Keys.Where(f => !TransparencyFiles.IsOwn(f) && !_samples.Exists(s => s.File == f)))
        {
            _faults.Add($"{name} is neither a file of the transparency log nor a sample that was frozen.");
        }
    }

    // What only values from elsewhere can show.
    private void NotCompared()
    {
        if (_known.Commitment is null)
        {
            _findings.Add("Not compared with the commitment that was published (--commitment).");
        }

        if (_known.Heads.Count == 0)
        {
            _findings.Add("Not compared with a head that was published (--head): the log may have been rolled back to an earlier head.");
        }

        if (_known.Trusted is null)
        {
            _findings.Add("Authorities of time stamps were not checked (--trust).");
        }

        if (_known.Master is null)
        {
            _findings.Add("The commitment was not opened, and the receipts' marks were not checked: that takes the master key (--key).");
        }
    }

    /// <summary>True when two hashes in hexadecimal are the same, however they are written.</summary>
    internal static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
