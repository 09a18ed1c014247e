namespace Distill.Logs.Framing;

/// <summary>Several whole records of one file, one a line, or one record that is too long to be read.</summary>
/// <param name="File">The file's path as the caller gave it.</param>
/// <param name="FirstLine">The number of the first record, from 1. Where a file has one record a line, it is the line's.</param>
/// <param name="Lines">The records' bytes; empty if the block is one record that is too long.</param>
/// <param name="OverlongBytes">If the block stands for one record that is longer than any may be, its length in bytes; otherwise 0.</param>
public sealed record LogBlock(string File, long FirstLine, ReadOnlyMemory<byte> Lines, long OverlongBytes = 0)
{
    /// <summary>Whether the block stands for one record that is longer than any may be.</summary>
    public bool IsOverlong => OverlongBytes > 0;

    /// <summary>Returns the lines that are not blank, without their ends, and their numbers.</summary>
    public IEnumerable<(long Number, ReadOnlyMemory<byte> Line)> Split()
    {
        var rest = Lines;
        for (var number = FirstLine; !rest.IsEmpty; number++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];

            // Files that were put together have the marks of all at the start of lines.
            line = line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                yield return (number, line);
            }
        }
    }
}
