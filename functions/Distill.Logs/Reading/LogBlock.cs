namespace Distill.Logs.Reading;

/// <summary>Several whole lines of one file, or one line that is too long to be read.</summary>
/// <param name="File">The file's path as the caller gave it.</param>
/// <param name="FirstLine">The number of the first line, from 1.</param>
/// <param name="Lines">The lines' bytes; empty if the block is one line that is too long.</param>
/// <param name="IsOverlong">Whether the block stands for one line that is longer than any event may be.</param>
public sealed record LogBlock(string File, long FirstLine, ReadOnlyMemory<byte> Lines, bool IsOverlong)
{
    /// <summary>Returns the lines that are not blank, without their ends, and their numbers.</summary>
    public IEnumerable<(long Number, ReadOnlyMemory<byte> Line)> Split()
    {
        var rest = Lines;
        for (var number = FirstLine; !rest.IsEmpty; number++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (number == 1 && line.Span.StartsWith("\uFEFF"u8))
            {
                line = line[3..];
            }

            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                yield return (number, line);
            }
        }
    }
}
