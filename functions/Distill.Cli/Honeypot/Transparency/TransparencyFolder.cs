using Distill.Cli.Terminal;
using Distill.Files;
using Distill.Honeypots;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary>The folder of a transparency log: read as a whole, written file by file.</summary>
internal sealed class TransparencyFolder(string path)
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Every file, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <exception cref="UsageException">A file is a link.</exception>
    public static TransparencyFolder Read(string path)
    {
        var folder = new TransparencyFolder(path);
        foreach (var file in Directory.EnumerateFiles(path))
        {
            if (new FileInfo(file).LinkTarget is { } target)
            {
                throw new UsageException($"{file} is a link to {target}, and what it names can change. Put the file itself into the folder.");
            }

            folder._files.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        return folder;
    }

    /// <summary>The lines of a file; none if it is missing.</summary>
    /// <exception cref="UsageException">The file is not as this program writes it.</exception>
    public IReadOnlyList<byte[]> Lines(string name) =>
        !_files.TryGetValue(name, out var file)
            ? []
            : TransparencyFiles.Lines(file)
                ?? throw new UsageException($"{Path.Combine(path, name)} is cut short, or has an empty line. Restore the folder from a copy.");

    public void Write(string name, byte[] bytes)
    {
        DraftFile.Write(Path.Combine(path, name), bytes);
        _files[name] = bytes;
    }

    public void Append(string name, byte[] line) => Write(name, [.. _files.GetValueOrDefault(name, []), .. line, (byte)'\n']);

    /// <summary>Writes the hashes of all files into the manifest and signs it. Comes last.</summary>
    /// <param name="signer">Null when the folder's commitment names no signer.</param>
    public void Seal(EvidenceSigner? signer)
    {
        var manifest = Manifest.Of(_files);
        Write(TransparencyFiles.Manifest, CanonicalJson.Write(signer is null ? manifest : manifest.SignedBy(signer)));
    }
}
