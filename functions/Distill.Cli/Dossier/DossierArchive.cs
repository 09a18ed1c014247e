using System.IO.Compression;
using System.Security.Cryptography;
using Distill.Cli.Terminal;

namespace Distill.Cli.Dossier;

/// <summary>
/// The files of a dossier that nobody trusts yet. Only known names are read, each once, within limits of size; nothing is unpacked to disk.
/// </summary>
internal sealed class DossierArchive
{
    /// <summary>Most bytes of all files, unpacked. A dossier of ten million calls has some 1.5 GB.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Most bytes of a file that seals.</summary>
    public const int MostSealBytes = 1024 * 1024;

    // Most names that a fault shows.
    private const int MostShown = 80;

    private readonly Dictionary<string, DossierFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _seals = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>The files with their hashes, but for those that seal.</summary>
    public IReadOnlyDictionary<string, DossierFile> Files => _files;

    /// <summary>The bytes of the files that seal.</summary>
    public IReadOnlyDictionary<string, byte[]> Seals => _seals;

    /// <summary>What is wrong with the zip itself.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <param name="zip">The zip. It must be seekable.</param>
    /// <param name="most">Most bytes of all files, unpacked.</param>
    public static DossierArchive Read(Stream zip, long most = MostBytes)
    {
        var read = new DossierArchive();
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            var left = most;
            foreach (var entry in archive.Entries)
            {
                left -= read.Add(entry, left);
                if (left < 0)
                {
                    read._faults.Add($"The files have more than {most:N0} bytes unpacked. It was not read further: it may be a zip bomb.");
                    break;
                }
            }

            read._faults.AddRange(ZipLayout.Faults(zip));
        }
        catch (InvalidDataException)
        {
            read._faults.Add("It is no zip, or a damaged one. Ask its maker for the file again.");
        }

        return read;
    }

    // Returns how many bytes were read.
    private long Add(ZipArchiveEntry entry, long most)
    {
        var name = entry.FullName;
        var isSeal = DossierFiles.Seals.Contains(name, StringComparer.Ordinal);
        if (!isSeal && !DossierFiles.Content.Contains(name, StringComparer.Ordinal))
        {
            _faults.Add($"{Shown(name)} is no file of a dossier. It was not read.");
            return 0;
        }

        if (_files.ContainsKey(name) || _seals.ContainsKey(name))
        {
            _faults.Add($"{name} is in the zip twice. Programs would show different ones.");
            return 0;
        }

        using var stream = entry.Open();
        return isSeal ? AddSeal(name, stream, Math.Min(most, MostSealBytes)) : AddFile(name, stream, most);
    }

    private long AddSeal(string name, Stream stream, long most)
    {
        using var kept = new MemoryStream();
        var length = Copy(stream, most, kept.Write);
        _seals[name] = length <= most ? kept.ToArray() : [];
        return length;
    }

    private long AddFile(string name, Stream stream, long most)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = Copy(stream, most, hash.AppendData);
        _files[name] = new DossierFile(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        return length;
    }

    // Reads at most one block more than allowed, whatever length the zip claims.
    private static long Copy(Stream stream, long most, Action<ReadOnlySpan<byte>> take)
    {
        var buffer = new byte[1 << 16];
        var length = 0L;
        for (int read; length <= most && (read = stream.Read(buffer)) > 0; length += read)
        {
            take(buffer.AsSpan(0, read));
        }

        return length;
    }

    private static string Shown(string name) => Line.Of(name.Length <= MostShown ? name : name[..MostShown] + "...");
}
