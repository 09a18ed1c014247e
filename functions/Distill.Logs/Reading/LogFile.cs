using Distill.Logs.Framing;
using Distill.Logs.Opening;
using Distill.Logs.Sources;

namespace Distill.Logs.Reading;

/// <summary>A text file with one record a line, unpacked and in UTF-8. It is read in blocks of whole lines.</summary>
/// <param name="path">A path, or <c>-</c> for standard input.</param>
public sealed class LogFile(string path)
{
    /// <summary>The size of a block in bytes. A valid event is always smaller, so a line that fills a block is too large.</summary>
    public const int BlockBytes = OpenLog.BlockBytes;

    /// <summary>Reads the file. Returns its lines in order, block by block. Blank lines count, so line numbers are those of an editor.</summary>
    /// <exception cref="IOException">The file can't be read to its end. The message names it.</exception>
    public IEnumerable<LogBlock> Blocks()
    {
        using var stream = UnpackedFile.Open(path);
        foreach (var block in LineBlocks.Read(stream, path, BlockBytes, BlockBytes))
        {
            yield return block;
        }
    }
}
