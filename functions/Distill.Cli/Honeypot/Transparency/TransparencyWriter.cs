using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Distill.Cli.Terminal;
using Distill.Honeypots;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary>Adds to the folder of a transparency log. It never changes what the folder holds already.</summary>
internal sealed class TransparencyWriter(TransparencyFolder folder, TimeStampClient? stamps)
{
    private string _hash = "";

    /// <summary>Writes the commitment, or checks that the folder has this one.</summary>
    /// <exception cref="UsageException">The folder's commitment is to another key or other terms.</exception>
    public async Task CommitAsync(MasterKey master, TestTerms terms, CancellationToken cancellationToken)
    {
        if (folder.Files.TryGetValue(TransparencyFiles.Commitment, out var bytes))
        {
            var there = CanonicalJson.Read<Stamped<Commitment>>(bytes)?.Content;
            _hash =
                there is not null && there.Terms.Epoch == terms.Epoch && there.IsTo(master)
                    ? there.Hash
                    : throw new UsageException("The folder's commitment is to another key or epoch.");
            return;
        }

        var commitment = Commitment.To(master, terms, RandomNumberGenerator.GetBytes(Commitment.SaltBytes));
        folder.Write(TransparencyFiles.Commitment, CanonicalJson.Write(await StampAsync(commitment, cancellationToken).ConfigureAwait(false)));
        _hash = commitment.Hash;
    }

    /// <summary>Replaces the folder's log by one that continues it.</summary>
    /// <exception cref="UsageException">The log does not continue the folder's, or has lines that are not receipts.</exception>
    public void TakeLog(byte[] log)
    {
        if (!log.AsSpan().StartsWith(folder.Files.GetValueOrDefault(TransparencyFiles.Log, [])))
        {
            throw new UsageException("The log does not continue the folder's log.");
        }

        if (TransparencyFiles.Lines(log)?.All(l => ReceiptJson.Read(l) is not null) != true)
        {
            throw new UsageException("The log is cut short, or has lines that are not receipts of this dictionary.");
        }

        folder.Write(TransparencyFiles.Log, log);
    }

    /// <summary>Adds a head for the log if the log has grown since the last head.</summary>
    public async Task AddHeadAsync(CancellationToken cancellationToken)
    {
        var leaves = Leaves();
        var last = folder.Lines(TransparencyFiles.Heads) is [.., var line]
            ? CanonicalJson.Read<Stamped<LogHead>>(line)?.Content
                ?? throw new UsageException($"The folder's {TransparencyFiles.Heads} is not as it was written.")
            : null;
        if (leaves.Length > (last?.Size ?? 0))
        {
            folder.Append(
                TransparencyFiles.Heads,
                CanonicalJson.Write(await StampAsync(LogHead.Of(leaves, last), cancellationToken).ConfigureAwait(false))
            );
        }
    }

    /// <summary>Writes out the receipts of requests, each with the proof that the log holds it.</summary>
    /// <exception cref="UsageException">The log has no such request.</exception>
    public void Prove(IReadOnlyList<string> requests)
    {
        var lines = requests.Count == 0 ? [] : folder.Lines(TransparencyFiles.Log);
        var leaves = requests.Count == 0 ? [] : Leaves();
        foreach (var request in requests)
        {
            var found = false;
            for (var i = 0; i < lines.Count; i++)
            {
                if (ReceiptJson.Read(lines[i])?.RequestId == request)
                {
                    found = true;
                    folder.Append(
                        TransparencyFiles.Receipts,
                        CanonicalJson.Write(
                            new ProvenReceipt(
                                Encoding.UTF8.GetString(lines[i]),
                                i,
                                leaves.Length,
                                [.. MerkleTree.InclusionProof(leaves, i).Select(Convert.ToHexStringLower)]
                            )
                        )
                    );
                }
            }

            if (!found)
            {
                throw new UsageException($"The log has no request {request}.");
            }
        }
    }

    /// <summary>Copies samples into the folder and fixes their hash.</summary>
    /// <exception cref="UsageException">The folder already has a file of this name.</exception>
    public async Task FreezeAsync(string name, byte[] samples, CancellationToken cancellationToken)
    {
        if (folder.Files.ContainsKey(name))
        {
            throw new UsageException($"The folder already has a file {name}.");
        }

        folder.Write(name, samples);
        var frozen = new FrozenSamples(name, samples.Length, Convert.ToHexStringLower(SHA256.HashData(samples)));
        folder.Append(TransparencyFiles.Samples, CanonicalJson.Write(await StampAsync(frozen, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Writes the hashes of all files into the manifest. Returns the commitment's hash, to be published.</summary>
    public string Seal()
    {
        folder.Seal();
        return _hash;
    }

    private ReadOnlySpan<byte[]> Leaves()
    {
        var leaves = folder.Lines(TransparencyFiles.Log).Select(l => MerkleTree.Leaf(l)).ToList();
        return CollectionsMarshal.AsSpan(leaves);
    }

    private async Task<Stamped<T>> StampAsync<T>(T evidence, CancellationToken cancellationToken)
        where T : class =>
        stamps is null ? new Stamped<T>(evidence, null) : await stamps.StampAsync(evidence, cancellationToken).ConfigureAwait(false);
}
