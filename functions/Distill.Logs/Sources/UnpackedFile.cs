using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Distill.Logs.Sources;

/// <summary>
/// Opens a file as plain bytes: gzip and zstd are unpacked, UTF-16 and UTF-32 become UTF-8, and a mark at the start is dropped. Its bytes decide, not
/// its name.
/// </summary>
internal static class UnpackedFile
{
    // Text may be packed twice, and encoded.
    private const int MostLayers = 4;

    /// <summary>Opens the file.</summary>
    /// <param name="file">A path, or <c>-</c> for standard input.</param>
    /// <param name="layers">Receives a word for each layer that was taken off, such as gzip.</param>
    /// <param name="bytesRead">Called with the number of bytes read from the file itself.</param>
    /// <exception cref="IOException">The file can't be opened or read. The message names it.</exception>
    public static PeekStream Open(string file, List<string>? layers = null, Action<long>? bytesRead = null) =>
        Of(LogSources.Open(file), file, layers, bytesRead);

    /// <summary>Takes the layers off a stream. It is closed with the result.</summary>
    /// <exception cref="IOException">The stream can't be read. The message names the file.</exception>
    public static PeekStream Of(Stream packed, string file, List<string>? layers = null, Action<long>? bytesRead = null)
    {
        var stream = new PeekStream(packed, file, "", bytesRead);
        try
        {
            for (var layer = 0; layer < MostLayers; layer++)
            {
                var packing = FileSignature.PackingOf(stream.Peek(FileSignature.Bytes).Span);
                if (packing == Packing.None)
                {
                    break;
                }

                var name = NameOf(packing);
                stream = new PeekStream(Without(packing, stream), file, name);
                layers?.Add(name);
            }

            return stream;
        }
        catch (IOException)
        {
            stream.Dispose();
            throw;
        }
    }

    private static Stream Without(Packing packing, PeekStream stream) =>
        packing switch
        {
            Packing.Gzip => new GZipStream(stream, CompressionMode.Decompress),
            Packing.Zstd => new DecompressionStream(stream, leaveOpen: false),
            Packing.Utf16LittleEndian => Utf8Of(stream, new UnicodeEncoding(bigEndian: false, byteOrderMark: false)),
            Packing.Utf16BigEndian => Utf8Of(stream, new UnicodeEncoding(bigEndian: true, byteOrderMark: false)),
            Packing.Utf32LittleEndian => Utf8Of(stream, new UTF32Encoding(bigEndian: false, byteOrderMark: false)),
            Packing.Utf32BigEndian => Utf8Of(stream, new UTF32Encoding(bigEndian: true, byteOrderMark: false)),
            _ => WithoutMark(stream),
        };

    // The mark stays at the start of the result, as one of UTF-8, and is the next layer.
    private static Stream Utf8Of(PeekStream stream, Encoding encoding) => Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(false));

    private static PeekStream WithoutMark(PeekStream stream)
    {
        stream.ReadExactly(new byte[3]);
        return stream;
    }

    private static string NameOf(Packing packing) =>
        packing switch
        {
            Packing.Gzip => "gzip",
            Packing.Zstd => "zstd",
            Packing.Utf8Mark => "UTF-8 with a mark",
            Packing.Utf16LittleEndian or Packing.Utf16BigEndian => "UTF-16",
            _ => "UTF-32",
        };
}
