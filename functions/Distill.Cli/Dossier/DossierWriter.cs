using System.IO.Compression;
using System.Security.Cryptography;
using Distill.Cli.Honeypot.Transparency;
using Distill.Honeypots;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Dossier;

/// <summary>Seals a dossier's files and writes them into a zip.</summary>
/// <param name="signer">Signs the manifest.</param>
/// <param name="stamps">Stamps the signature; null to stamp nothing.</param>
internal sealed class DossierWriter(DossierSigner signer, TimeStampClient? stamps)
{
    // Zips keep local times. One time for all entries makes the same content the same file.
    private static readonly DateTimeOffset s_entryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="output">Takes the zip.</param>
    /// <param name="about">The manifest, still without files.</param>
    /// <param name="files">The files by name, see <see cref="DossierFiles.Content"/>.</param>
    /// <param name="cancellationToken">Stops asking for a stamp.</param>
    /// <exception cref="IOException">There is no stamp, or the zip can't be written.</exception>
    public async Task WriteAsync(Stream output, DossierManifest about, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        var hashes = files.ToDictionary(f => f.Key, f => new DossierFile(HashOf(f.Value), f.Value.Length), StringComparer.Ordinal);
        var manifest = CanonicalJson.Write(about with { Files = new SortedDictionary<string, DossierFile>(hashes, StringComparer.Ordinal) });
        var signature = signer.Sign(manifest);
        var seal = new DossierSeal(HashOf(manifest), HashOf(signature));
        var stamped = stamps is null ? new Stamped<DossierSeal>(seal) : await stamps.StampAsync(seal, cancellationToken).ConfigureAwait(false);
        Zip(
            output,
            [
                .. files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value)),
                (DossierFiles.Manifest, manifest),
                (DossierFiles.Signature, signature),
                (DossierFiles.Stamp, CanonicalJson.Write(stamped)),
            ]
        );
    }

    /// <summary>Writes entries into a zip, in this order.</summary>
    internal static void Zip(Stream output, IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in entries)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = s_entryTime;
            using var stream = entry.Open();
            stream.Write(bytes);
        }
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
