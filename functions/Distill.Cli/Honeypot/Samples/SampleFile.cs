using System.Security.Cryptography;
using Distill.Logs.Reading;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>A file of samples, frozen: its bytes are hashed before anything in it is scored.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Sha256">Hash of the file's bytes on disk, lower-case hexadecimal.</param>
/// <param name="Rows">What could be read, in the file's order.</param>
/// <param name="Rejected">What could not.</param>
internal sealed record SampleFile(string Name, string Sha256, IReadOnlyList<SampleRow> Rows, IReadOnlyList<RejectedLine> Rejected)
{
    /// <summary>Reads JSON lines, plain or gzip. Blank lines are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unanswered">Whether questions without an answer are rows, too.</param>
    /// <exception cref="IOException">The file can't be read; the message names it.</exception>
    public static SampleFile Read(string path, bool unanswered = false)
    {
        var (rows, rejected) = (new List<SampleRow>(), new List<RejectedLine>());
        var hash = Hash(path);
        foreach (var block in new LogFile(path).Blocks())
        {
            if (block.IsOverlong)
            {
                rejected.Add(new RejectedLine(block.FirstLine, "too_long"));
            }

            foreach (var (number, line) in block.Split())
            {
                if (SampleRow.Read(line, unanswered, out var problem) is { } row)
                {
                    rows.Add(row);
                }
                else
                {
                    rejected.Add(new RejectedLine(number, problem!));
                }
            }
        }

        return hash == Hash(path)
            ? new SampleFile(Path.GetFileName(path), hash, rows, rejected)
            : throw new IOException($"{path} changed while it was read.");
    }

    /// <summary>SHA-256 of a file, as the report names it.</summary>
    /// <exception cref="IOException">The file can't be read; the message names it.</exception>
    public static string Hash(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Can't read {path}: {e.Message}", e);
        }
    }
}
