using Distill.Cli.Terminal;
using Distill.Files;
using Distill.Honeypots;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary>A folder of evidence, read whole and written file by file.</summary>
internal sealed class TransparencyFolder(string path)
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Every file, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    public static TransparencyFolder Read(string path)
    {
        var folder = new TransparencyFolder(path);
        foreach (var file in Directory.EnumerateFiles(path))
        {
            folder._files.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        return folder;
    }

    /// <exception cref="UsageException">A file is not as this program writes it.</exception>
    public IReadOnlyList<byte[]> Lines(string name) =>
        !_files.TryGetValue(name, out var file)
            ? []
            : TransparencyFiles.Lines(file) ?? throw new UsageException($"{Path.Combine(path, name)} is cut, or has an empty line.");

    public void Write(string name, byte[] bytes)
    {
        using var draft = new DraftFile(Path.Combine(path, name));
        draft.Stream.Write(bytes);
        draft.Complete();
        _files[name] = bytes;
    }

    public void Append(string name, byte[] line) => Write(name, [.. _files.GetValueOrDefault(name, []), .. line, (byte)'\n']);

    /// <summary>Names every file by its hash, the last thing to be written.</summary>
    public void Seal() => Write(TransparencyFiles.Manifest, CanonicalJson.Write(Manifest.Of(_files)));
}
