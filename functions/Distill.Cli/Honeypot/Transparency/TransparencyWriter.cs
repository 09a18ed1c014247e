using System.Security.Cryptography;
using System.Text;
using Distill.Cli.Terminal;
using Distill.Honeypots;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary>Adds to the folder of a transparency log. It never changes what the folder holds already.</summary>
/// <param name="folder">The folder.</param>
/// <param name="master">The master key.</param>
/// <param name="stamps">Stamps what is added; null to stamp nothing.</param>
internal sealed class TransparencyWriter(TransparencyFolder folder, MasterKey master, TimeStampClient? stamps)
{
    private Commitment? _commitment;

    /// <summary>The commitment that the folder has already; null before the first.</summary>
    /// <exception cref="UsageException">It is not as it was written.</exception>
    public Commitment? Known =>
        !folder.Files.TryGetValue(TransparencyFiles.Commitment, out var bytes)
            ? null
            : CanonicalJson.Read<Stamped<Commitment>>(bytes)?.Content
                ?? throw new UsageException($"The folder's {TransparencyFiles.Commitment} is not as it was written. Restore the folder from a copy.");

    /// <summary>Checks everything that would be added, before anything is written.</summary>
    /// <exception cref="UsageException">Something does not fit the folder. The message says what.</exception>
    public void Check(TestTerms terms, byte[]? log, IReadOnlyList<string> requests, IReadOnlyList<string> samples)
    {
        if (Known is { } known)
        {
            if (known.Terms.Epoch != terms.Epoch || !known.IsTo(master))
            {
                throw new UsageException("The folder's commitment is to another key or epoch. Use another folder for each epoch.");
            }

            string[] other =
            [
                .. Differs("the dictionary", known.Terms.Dictionary, terms.Dictionary),
                .. Differs("--tau", known.Terms.Tau, terms.Tau),
                .. Differs("--alpha", known.Terms.Alpha, terms.Alpha),
                .. Differs("--stopping", known.Terms.Stopping, terms.Stopping),
            ];
            if (other.Length > 0)
            {
                throw new UsageException(
                    $"The folder's commitment has other terms, and they can't be changed: {string.Join("; ", other)}. Use another folder."
                );
            }
        }

        if (log is not null)
        {
            CheckLog(log, terms);
        }

        var held = requests.Count == 0 ? [] : Requests(log ?? folder.Files.GetValueOrDefault(TransparencyFiles.Log, []));
        foreach (var request in requests.Where(r => !held.Contains(r)))
        {
            throw new UsageException($"The log has no request {request}. Check the id: the log's receipts have it as \"request\".");
        }

        foreach (var name in samples)
        {
            if (TransparencyFiles.IsOwn(name))
            {
                throw new UsageException($"Samples can't be called {name}: the folder has a file of its own by that name. Rename the file.");
            }

            if (folder.Files.ContainsKey(name) || samples.Count(s => s == name) > 1)
            {
                throw new UsageException($"The folder already has a file {name}. What is frozen stays. Rename the file to add it.");
            }
        }
    }

    /// <summary>Writes the commitment if the folder has none yet.</summary>
    public async Task CommitAsync(TestTerms terms, CancellationToken cancellationToken)
    {
        _commitment = Known;
        if (_commitment is null)
        {
            var commitment = Commitment.To(master, terms, RandomNumberGenerator.GetBytes(Commitment.SaltBytes));
            folder.Write(TransparencyFiles.Commitment, CanonicalJson.Write(await StampAsync(commitment, cancellationToken).ConfigureAwait(false)));
            _commitment = commitment;
        }
    }

    /// <summary>Replaces the folder's log by one that continues it.</summary>
    public void TakeLog(byte[] log) => folder.Write(TransparencyFiles.Log, log);

    /// <summary>Adds a head if the log has grown since the last one.</summary>
    public async Task AddHeadAsync(CancellationToken cancellationToken)
    {
        var (leaves, last) = (Leaves(), LastHead);
        if (leaves.Length > (last?.Size ?? 0))
        {
            folder.Append(
                TransparencyFiles.Heads,
                CanonicalJson.Write(await StampAsync(LogHead.Of(leaves, last), cancellationToken).ConfigureAwait(false))
            );
        }
    }

    /// <summary>Writes out the receipts of requests, each with the proof that the log holds it.</summary>
    public void Prove(IReadOnlyList<string> requests)
    {
        if (requests.Count == 0)
        {
            return;
        }

        var (lines, leaves, wanted) = (folder.Lines(TransparencyFiles.Log), Leaves(), requests.ToHashSet(StringComparer.Ordinal));
        var written = folder
            .Lines(TransparencyFiles.Receipts)
            .Select(l => CanonicalJson.Read<ProvenReceipt>(l))
            .Select(r => (r?.Index, r?.Size))
            .ToHashSet();
        for (var i = 0; i < lines.Count; i++)
        {
            if (ReceiptJson.Read(lines[i]) is { } receipt && wanted.Contains(receipt.RequestId) && !written.Contains((i, leaves.Length)))
            {
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
    }

    /// <summary>Copies samples into the folder and fixes their hash.</summary>
    public async Task FreezeAsync(string name, byte[] samples, CancellationToken cancellationToken)
    {
        var frozen = new FrozenSamples(name, samples.Length, Convert.ToHexStringLower(SHA256.HashData(samples)));
        var stamped = await StampAsync(frozen, cancellationToken).ConfigureAwait(false);
        folder.Write(name, samples);
        folder.Append(TransparencyFiles.Samples, CanonicalJson.Write(stamped));
    }

    /// <summary>Writes the hashes of all files into the manifest and signs it. Does nothing before there is a commitment.</summary>
    public void Seal()
    {
        if (_commitment is { Terms: var terms })
        {
            using var signer = terms.Signer is null ? null : EvidenceSigner.Of(master, EpochId.Parse(terms.Epoch));
            folder.Seal(signer);
        }
    }

    /// <summary>The last head; null before the first.</summary>
    public LogHead? LastHead =>
        folder.Lines(TransparencyFiles.Heads) is [.., var line]
            ? CanonicalJson.Read<Stamped<LogHead>>(line)?.Content
                ?? throw new UsageException($"The folder's {TransparencyFiles.Heads} is not as it was written. Restore the folder from a copy.")
            : null;

    private void CheckLog(byte[] log, TestTerms terms)
    {
        if (!log.AsSpan().StartsWith(folder.Files.GetValueOrDefault(TransparencyFiles.Log, [])))
        {
            throw new UsageException("The log does not continue the folder's log. Give the log that the folder has, with what was added to it.");
        }

        var lines = TransparencyFiles.Lines(log) ?? throw new UsageException("The log is cut short, or has an empty line. Copy the whole log again.");
        var rules = new ReceiptRules(terms, master);
        for (var i = 0; i < lines.Count; i++)
        {
            if (rules.Fault(lines[i]) is { } fault)
            {
                throw new UsageException($"Line {i + 1} of the log {fault}. Nothing was written.");
            }
        }
    }

    private static HashSet<string> Requests(byte[] log) =>
        [.. (TransparencyFiles.Lines(log) ?? []).Select(l => ReceiptJson.Read(l)?.RequestId).OfType<string>()];

    private static string[] Differs<T>(string name, T committed, T asked) =>
        EqualityComparer<T>.Default.Equals(committed, asked) ? [] : [$"{name} is '{committed}' there, '{asked}' here"];

    private byte[][] Leaves() => [.. folder.Lines(TransparencyFiles.Log).Select(l => MerkleTree.Leaf(l))];

    private async Task<Stamped<T>> StampAsync<T>(T evidence, CancellationToken cancellationToken)
        where T : class =>
        stamps is null ? new Stamped<T>(evidence, null) : await stamps.StampAsync(evidence, cancellationToken).ConfigureAwait(false);
}
