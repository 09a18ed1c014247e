namespace Distill.Cli.Honeypot.Marking;

/// <summary>A file's lines as bytes, each with its line feed if it has one.</summary>
internal static class ByteLines
{
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream file)
    {
        var buffer = new byte[1 << 16];
        var (start, end) = (0, 0);
        while (true)
        {
            var searched = start;
            for (int feed; (feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n')) >= 0; searched = start)
            {
                var next = searched + feed + 1;
                yield return buffer.AsMemory(start, next - start);
                start = next;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                if (end > 0)
                {
                    yield return buffer.AsMemory(0, end);
                }

                yield break;
            }

            end += read;
        }
    }
}
