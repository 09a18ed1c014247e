using System.IO.Compression;

namespace Distill.Functions.Storage;

/// <summary>Compresses JSON for the store. Repeated ids and sentences then take a tenth of the room.</summary>
internal static class Brotli
{
    public static byte[] Pack(ReadOnlySpan<byte> json)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, packed, out var length, quality: 5, window: 22)
            ? packed[..length]
            : throw new InvalidOperationException($"{json.Length:N0} bytes can't be compressed.");
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var json = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        brotli.CopyTo(json);
        return json.ToArray();
    }
}
