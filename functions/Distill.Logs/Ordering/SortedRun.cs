using System.IO.Compression;

namespace Distill.Logs.Ordering;

/// <summary>Lines in order, in a temporary file that is deleted when the process ends.</summary>
internal sealed class SortedRun : IDisposable
{
    private readonly FileStream _file;

    private SortedRun(FileStream file) => _file = file;

    public static SortedRun Write(IEnumerable<KeyedLine> lines)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        using var packed = new BrotliStream(file, CompressionLevel.Fastest, leaveOpen: true);
        using var writer = new BinaryWriter(packed);
        foreach (var line in lines)
        {
            writer.Write(line.Key);
            writer.Write(line.Number);
            writer.Write(line.Bytes.Length);
            writer.Write(line.Bytes.Span);
        }

        writer.Write(long.MaxValue);
        return new SortedRun(file);
    }

    public IEnumerable<KeyedLine> Read()
    {
        _file.Position = 0;
        using var packed = new BrotliStream(_file, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new BinaryReader(packed);
        for (var key = reader.ReadInt64(); key != long.MaxValue; key = reader.ReadInt64())
        {
            yield return new KeyedLine(key, reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32()));
        }
    }

    public void Dispose() => _file.Dispose();
}
