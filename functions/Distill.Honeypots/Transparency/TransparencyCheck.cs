using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Transparency;

/// <summary>
/// Checks the folder of a transparency log by its files alone. The files must be as they were written. The log must only have grown, and must hold
/// the receipts. The stamps must match their contents. The samples must be those that were frozen.
/// </summary>
public sealed class TransparencyCheck
{
    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly X509Certificate2Collection? _trusted;
    private readonly List<string> _faults = [];
    private readonly List<string> _findings = [];

    private TransparencyCheck(IReadOnlyDictionary<string, byte[]> files, X509Certificate2Collection? trusted) =>
        (_files, _trusted) = (files, trusted);

    /// <summary>What is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What was found to be right, and what the files can't show.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <param name="files">Every file of the folder, by name.</param>
    /// <param name="trusted">The trusted authorities; null to name the authorities without checking them.</param>
    /// <param name="master">The master key, to check the commitment; null to skip this check.</param>
    public static TransparencyCheck Of(
        IReadOnlyDictionary<string, byte[]> files,
        X509Certificate2Collection? trusted = null,
        MasterKey? master = null
    )
    {
        var check = new TransparencyCheck(files, trusted);
        check.Manifest();
        check.Commitment(master);
        var leaves = check.Log();
        check.Receipts(check.Heads(leaves));
        check.Samples();
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
    }

    private void Commitment(MasterKey? master)
    {
        if (!_files.TryGetValue(TransparencyFiles.Commitment, out var bytes))
        {
            _findings.Add("No commitment.");
            return;
        }

        if (CanonicalJson.Read<Stamped<Commitment>>(bytes) is not { } stamped)
        {
            _faults.Add($"{TransparencyFiles.Commitment} is not as it was written.");
            return;
        }

        Stamp("The commitment", stamped);
        if (master is null)
        {
            _findings.Add("The commitment was not opened: that takes the master key.");
        }
        else if (stamped.Content.IsTo(master))
        {
            _findings.Add("The commitment is to this master key and these terms.");
        }
        else
        {
            _faults.Add("The commitment is to another master key, or to other terms.");
        }
    }

    private List<byte[]> Log()
    {
        var leaves = new List<byte[]>();
        var lines = Lines(TransparencyFiles.Log);
        for (var i = 0; i < lines.Count; i++)
        {
            if (ReceiptJson.Read(lines[i]) is null)
            {
                _faults.Add($"{TransparencyFiles.Log}, line {i + 1}, is no receipt of this dictionary.");
            }

            leaves.Add(MerkleTree.Leaf(lines[i]));
        }

        return leaves;
    }

    private List<LogHead> Heads(List<byte[]> leaves)
    {
        var heads = new List<LogHead>();
        foreach (var line in Lines(TransparencyFiles.Heads))
        {
            var name = $"Head {heads.Count + 1}";
            if (CanonicalJson.Read<Stamped<LogHead>>(line) is not { Content: var head } stamped)
            {
                _faults.Add($"{name} is not as it was written.");
                return heads;
            }

            Stamp(name, stamped);
            if (
                head.Size < 0
                || head.Size > leaves.Count
                || head.Root != Convert.ToHexStringLower(MerkleTree.Root(CollectionsMarshal.AsSpan(leaves)[..head.Size]))
            )
            {
                _faults.Add($"{name} is not over the first {head.Size} lines of the log.");
            }

            if (
                heads is [.., var earlier]
                && earlier.Size > 0
                && !(
                    ProofHashes.Read([earlier.Root, head.Root, .. head.Consistency]) is [var before, var after, .. var proof]
                    && MerkleTree.IsConsistent(before, earlier.Size, after, head.Size, proof)
                )
            )
            {
                _faults.Add($"{name} does not show that the log was only added to.");
            }

            heads.Add(head);
        }

        if (leaves.Count > 0 && (heads.Count == 0 || heads[^1].Size < leaves.Count))
        {
            _findings.Add($"{leaves.Count - (heads.Count == 0 ? 0 : heads[^1].Size)} lines at the log's end stand under no head yet.");
        }

        return heads;
    }

    private void Receipts(List<LogHead> heads)
    {
        var lines = Lines(TransparencyFiles.Receipts);
        for (var i = 0; i < lines.Count; i++)
        {
            if (
                !(
                    CanonicalJson.Read<ProvenReceipt>(lines[i]) is { } receipt
                    && heads.Find(h => h.Size == receipt.Size) is { } head
                    && ProofHashes.Read([head.Root, .. receipt.Proof]) is [var root, .. var proof]
                    && MerkleTree.Includes(root, head.Size, MerkleTree.Leaf(Encoding.UTF8.GetBytes(receipt.Receipt)), receipt.Index, proof)
                )
            )
            {
                _faults.Add($"{TransparencyFiles.Receipts}, line {i + 1}: no head holds this receipt.");
            }
        }

        _findings.Add($"{lines.Count} receipts with proofs.");
    }

    private void Samples()
    {
        foreach (var line in Lines(TransparencyFiles.Samples))
        {
            if (CanonicalJson.Read<Stamped<FrozenSamples>>(line) is not { Content: var frozen } stamped)
            {
                _faults.Add($"{TransparencyFiles.Samples} is not as it was written.");
                continue;
            }

            Stamp($"{frozen.File}", stamped);
            if (
                !_files.TryGetValue(frozen.File, out var bytes)
                || bytes.Length != frozen.Bytes
                || Convert.ToHexStringLower(SHA256.HashData(bytes)) != frozen.Sha256
            )
            {
                _faults.Add($"{frozen.File} is not the sample file that was frozen.");
            }
        }
    }

    private void Stamp<T>(string name, Stamped<T> stamped)
        where T : class
    {
        if (stamped.Token is null)
        {
            _findings.Add($"{name} has no time stamp.");
            return;
        }

        Span<byte> token = new byte[stamped.Token.Length];
        var stamp = Convert.TryFromBase64String(stamped.Token, token, out var length)
            ? TimeStamp.Check(token[..length].ToArray(), CanonicalJson.Write(stamped.Content), _trusted)
            : null;
        if (stamp is null)
        {
            _faults.Add($"{name} is not what was stamped{(_trusted is null ? "" : ", or not by an authority that is trusted")}.");
        }
        else
        {
            _findings.Add(
                $"{name} was stamped at {stamp.Time:u} by "
                    + $"{stamp.Authority.Subject}{(_trusted is null ? ", not checked against a trusted authority" : "")}."
            );
        }
    }

    private IReadOnlyList<byte[]> Lines(string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            _findings.Add($"No {name}.");
            return [];
        }

        if (TransparencyFiles.Lines(file) is { } lines)
        {
            return lines;
        }

        _faults.Add($"{name} is cut, or has an empty line.");
        return [];
    }
}
