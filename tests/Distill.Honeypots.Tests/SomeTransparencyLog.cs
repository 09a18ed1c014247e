using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Honeypots.Tests;

/// <summary>
/// The folder of a transparency log as the command writes it: forty receipts under two heads, three proofs, a commitment and frozen samples, all
/// stamped.
/// </summary>
internal static class SomeTransparencyLog
{
    public const string SampleFile = "suspect.jsonl";

    public static SortedDictionary<string, byte[]> Files(LocalAuthority authority)
    {
        using var signer = EvidenceSigner.Of(SomeMarks.Master(), SomeMarks.Epoch);
        var marker = SomeMarks.Marker();
        var lines = Enumerable
            .Range(0, 40)
            .Select(i => ReceiptJson.Write(marker.Mark(SomeMarks.Prose, SomeMarks.Assignment($"a{i % 5}", $"c{i % 3}"), $"request-{i}").Receipt))
            .ToList();
        var leaves = CollectionsMarshal.AsSpan(lines.ConvertAll(l => MerkleTree.Leaf(l)));
        var first = LogHead.Of(leaves[..13], null);
        var second = LogHead.Of(leaves, first);
        var terms = Terms(signer.PublicKey);
        var samples = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, 30).Select(i => $"{{\"prompt\":\"p{i}\",\"response\":\"It is {i} of many.\"}}\n"))
        );
        var receipts = new List<byte[]>();
        foreach (var index in new[] { 0, 12, 39 })
        {
            receipts.Add(
                CanonicalJson.Write(
                    new ProvenReceipt(
                        Encoding.UTF8.GetString(lines[index]),
                        index,
                        leaves.Length,
                        [.. MerkleTree.InclusionProof(leaves, index).Select(Convert.ToHexStringLower)]
                    )
                )
            );
        }

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [TransparencyFiles.Commitment] = Stamped(authority, Commitment.To(SomeMarks.Master(), terms, new byte[32])),
            [TransparencyFiles.Log] = Joined(lines),
            [TransparencyFiles.Heads] = Joined([Stamped(authority, first), Stamped(authority, second)]),
            [TransparencyFiles.Receipts] = Joined(receipts),
            [TransparencyFiles.Samples] = Joined([
                Stamped(authority, new FrozenSamples(SampleFile, samples.Length, Convert.ToHexStringLower(SHA256.HashData(samples)))),
            ]),
            [SampleFile] = samples,
        };
        Seal(files);
        return files;
    }

    /// <summary>The terms of the folder's commitment.</summary>
    public static TestTerms Terms(string? signer) =>
        new(SomeMarks.Epoch.Value, MarkDictionary.Standard.Hash, new string('a', 64), 0.1, 1e-6, "all samples first", signer);

    /// <summary>Writes the manifest again, as somebody with the master key can.</summary>
    public static void Seal(SortedDictionary<string, byte[]> files)
    {
        using var signer = EvidenceSigner.Of(SomeMarks.Master(), SomeMarks.Epoch);
        files[TransparencyFiles.Manifest] = CanonicalJson.Write(Manifest.Of(files).SignedBy(signer));
    }

    /// <summary>Something with its stamp.</summary>
    public static byte[] Stamped<T>(LocalAuthority authority, T content)
        where T : class => CanonicalJson.Write(new Stamped<T>(content, Convert.ToBase64String(authority.Token(CanonicalJson.Write(content)))));

    /// <summary>Lines as a file.</summary>
    public static byte[] Joined(IEnumerable<byte[]> lines) => [.. lines.SelectMany(l => l.Append((byte)'\n'))];
}
