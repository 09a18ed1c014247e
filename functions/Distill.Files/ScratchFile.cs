using Distill.Core.Windows;
using Microsoft.Win32.SafeHandles;

namespace Distill.Files;

/// <summary>
/// A file in which a process keeps calls that do not fit into memory: a copy of what the store or the log holds. It is deleted when it is closed, or
/// when the process ends.
/// </summary>
public sealed class ScratchFile : IRandomAccess
{
    /// <summary>MB of calls that a population holds in memory by default: some 1.7 million calls.</summary>
    public const int DefaultMegabytesInMemory = 256;

    private readonly SafeFileHandle _handle;

    private ScratchFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Makes a population that keeps its first calls in memory and the others in a new file.</summary>
    /// <param name="folder">The file's folder; empty for the system's folder of temporary files.</param>
    /// <param name="megabytesInMemory">MB of calls in memory.</param>
    /// <exception cref="IOException">No file can be written there. The message says what to do.</exception>
    public static Population Population(string folder = "", int megabytesInMemory = DefaultMegabytesInMemory) =>
        new(Open(folder), (long)megabytesInMemory << 20);

    /// <summary>Opens a new file.</summary>
    /// <param name="folder">Its folder; empty for the system's folder of temporary files.</param>
    /// <exception cref="IOException">No file can be written there. The message says what to do.</exception>
    public static ScratchFile Open(string folder = "")
    {
        folder = folder.Length == 0 ? Path.GetTempPath() : folder;
        try
        {
            var name = Path.Combine(folder, $"distill-calls-{Guid.NewGuid():n}");
            var file = new ScratchFile(File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose));

            // A process that is killed closes nothing. Where the system allows it, the open file is deleted now.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(name);
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"No file for calls can be written in {folder}: {e.Message} Set Distill:Correlation:CallsFolder, or for the command line the "
                    + "environment variable TMPDIR, to a folder on a local disk with 150 bytes free for each call of the lookback.",
                e
            );
        }
    }

    /// <summary>Tries the folder. Returns what is wrong with it, or null.</summary>
    public static string? ErrorOf(string folder)
    {
        try
        {
            using var file = Open(folder);
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    public void Read(long start, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(_handle, bytes, start);
            if (read == 0)
            {
                throw new EndOfStreamException("The file of calls ends before what was written to it.");
            }

            start += read;
            bytes = bytes[read..];
        }
    }

    public void Write(long start, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, start);

    public void Dispose() => _handle.Dispose();
}
