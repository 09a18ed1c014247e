using System.Runtime.InteropServices;
using System.Text;

namespace Distill.Honeypots.Transparency;

/// <summary>Checks the log of a transparency log's folder: its receipts, its heads, and the receipts that were written out with proofs.</summary>
/// <param name="files">Every file of the folder, by name.</param>
/// <param name="known">What the verifier knows from elsewhere.</param>
/// <param name="faults">Receives what is wrong.</param>
/// <param name="findings">Receives what holds.</param>
internal sealed class LogCheck(IReadOnlyDictionary<string, byte[]> files, KnownEvidence known, List<string> faults, List<string> findings)
{
    // Lines whose faults are told one by one.
    private const int MaxNamed = 20;

    /// <param name="terms">The commitment's terms, if there are any.</param>
    /// <param name="stampCheck">Checks the heads' stamps.</param>
    /// <param name="committed">The commitment's stamp, if it has a valid one.</param>
    public void Run(TestTerms? terms, StampCheck stampCheck, (string Name, DateTimeOffset Time)? committed) =>
        Receipts(Heads(Log(terms), stampCheck, committed));

    private List<byte[]> Log(TestTerms? terms)
    {
        var leaves = new List<byte[]>();
        var rules = new ReceiptRules(terms, known.Master);
        var lines = TransparencyFiles.Lines(files, TransparencyFiles.Log, faults, findings);
        var bad = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (rules.Fault(lines[i]) is { } fault && bad++ < MaxNamed)
            {
                faults.Add($"{TransparencyFiles.Log}, line {i + 1}, {fault}.");
            }

            leaves.Add(MerkleTree.Leaf(lines[i]));
        }

        if (bad > MaxNamed)
        {
            faults.Add($"{TransparencyFiles.Log} has {bad - MaxNamed} more lines with a fault.");
        }

        return leaves;
    }

    private List<LogHead> Heads(List<byte[]> leaves, StampCheck stampCheck, (string Name, DateTimeOffset Time)? committed)
    {
        var heads = new List<LogHead>();
        var stamps = new List<(string, DateTimeOffset)?> { committed };
        foreach (var line in TransparencyFiles.Lines(files, TransparencyFiles.Heads, faults, findings))
        {
            var name = $"Head {heads.Count + 1}";
            if (CanonicalJson.Read<Stamped<LogHead>>(line) is not { Content: var head } stamped)
            {
                faults.Add($"{name} is not as it was written.");
                return heads;
            }

            findings.Add($"{name} is over {head.Size} receipts, with the root {head.Root}.");
            stamps.Add(stampCheck.Check(name, stamped));
            if (RootOf(leaves, head.Size) != head.Root)
            {
                faults.Add($"{name} is not over the first {head.Size} lines of the log.");
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
                faults.Add($"{name} does not show that the log was only added to.");
            }

            heads.Add(head);
        }

        stampCheck.CheckOrder(stamps);
        var last = heads is [.., { Size: var size }] ? size : 0;
        if (leaves.Count > last)
        {
            faults.Add($"{leaves.Count - last} lines at the log's end stand under no head. 'honeypot commit' adds a head for them.");
        }

        foreach (var known in known.Heads)
        {
            var isThere = heads.Any(h => TransparencyCheck.Same(h.Root, known.Root) && (known.Size ?? h.Size) == h.Size);
            (isThere ? findings : faults).Add(
                isThere
                    ? $"The published head {known.Root} is in the log."
                    : $"The published head {known.Root} is not in the log: the log was rolled back, or written anew."
            );
        }

        return heads;
    }

    // Null when the log is shorter.
    private static string? RootOf(List<byte[]> leaves, int size) =>
        size < 0 || size > leaves.Count ? null : Convert.ToHexStringLower(MerkleTree.Root(CollectionsMarshal.AsSpan(leaves)[..size]));

    private void Receipts(List<LogHead> heads)
    {
        var lines = TransparencyFiles.Lines(files, TransparencyFiles.Receipts, faults, findings);
        var seen = new HashSet<(int Index, int Size)>();
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
                faults.Add($"{TransparencyFiles.Receipts}, line {i + 1}: no head holds this receipt.");
            }
            else if (!seen.Add((receipt.Index, receipt.Size)))
            {
                faults.Add($"{TransparencyFiles.Receipts}, line {i + 1}, repeats an earlier line.");
            }
        }

        findings.Add($"{lines.Count} receipts with proofs.");
    }
}
