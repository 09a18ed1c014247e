using System.Buffers.Binary;
using System.Text;
using Distill.Cli.Terminal;

namespace Distill.Cli.Dossier;

/// <summary>
/// Finds what lets two programs show different files of one zip, or hide bytes in it: names and flags that differ between a file and the directory,
/// links, encryption, and bytes before, between and behind the files. Layout: APPNOTE.TXT 6.3.10 of PKWARE.
/// </summary>
internal sealed class ZipLayout
{
    private const uint EndMark = 0x06054b50;
    private const uint DirectoryMark = 0x02014b50;
    private const uint FileMark = 0x04034b50;
    private const int EndBytes = 22;
    private const int DirectoryBytes = 46;
    private const int FileBytes = 30;

    // Flags: encrypted, sizes behind the content, and names in UTF-8. A dossier has no other.
    private const int Encrypted = 1;
    private const int Known = Encrypted | 8 | 0x800;
    private const int SizesBehind = 8;

    // Lengths of the sizes behind the content: with and without a mark, in four bytes or eight.
    private static readonly long[] s_behind = [12, 16, 20, 24];

    // Extra fields that give an entry another name, or other sizes: UTF-8 paths, and ZIP64.
    private static readonly int[] s_ambiguous = [0x7075, 0x0001];

    // The kind of file in Unix's mode, and a plain file.
    private const int KindMask = 0xf000;
    private const int PlainFile = 0x8000;

    private readonly Stream _zip;
    private readonly List<string> _faults = [];

    private ZipLayout(Stream zip) => _zip = zip;

    /// <summary>Returns what is wrong with the zip; empty if nothing is.</summary>
    /// <param name="zip">A zip that can be read. It must be seekable.</param>
    public static IReadOnlyList<string> Faults(Stream zip)
    {
        var layout = new ZipLayout(zip);
        layout.Check();
        return layout._faults;
    }

    private void Check()
    {
        if (_zip.Length < EndBytes || Read(_zip.Length - EndBytes, EndBytes) is var end && U32(end, 0) != EndMark)
        {
            _faults.Add("The zip has a comment, or bytes behind its end.");
            return;
        }

        var (next, directory) = (0L, (long)U32(end, 16));
        var at = directory;
        for (var left = U16(end, 10); left > 0; left--)
        {
            if (at + DirectoryBytes > _zip.Length || Read(at, DirectoryBytes) is var entry && U32(entry, 0) != DirectoryMark)
            {
                break;
            }

            var (nameBytes, extraBytes) = (U16(entry, 28), U16(entry, 30));
            var texts = Read(at + DirectoryBytes, nameBytes + extraBytes);
            next = CheckEntry(entry, texts[..nameBytes], texts[nameBytes..], next);
            at += DirectoryBytes + nameBytes + extraBytes + U16(entry, 32);
        }

        if (next != directory || at != _zip.Length - EndBytes)
        {
            _faults.Add("The zip has bytes between its files, or behind them, that belong to none.");
        }
    }

    // Returns where the next file should begin.
    private long CheckEntry(byte[] entry, byte[] name, byte[] extra, long begin)
    {
        var (flags, shown) = (U16(entry, 8), Line.Of(Encoding.UTF8.GetString(name)));
        var (mode, host) = ((int)(U32(entry, 38) >> 16), entry[5]);
        var offset = (long)U32(entry, 42);
        if (Read(offset, FileBytes) is var file && U32(file, 0) != FileMark)
        {
            _faults.Add($"{shown} is not where the zip's directory says.");
            return begin;
        }

        var texts = Read(offset + FileBytes, U16(file, 26) + U16(file, 28));
        if ((flags & Encrypted) != 0)
        {
            _faults.Add($"{shown} is said to be encrypted.");
        }

        if ((mode & KindMask) is not (0 or PlainFile))
        {
            _faults.Add($"{shown} is no plain file (mode {mode:x4}, made on system {host}): it may be a link.");
        }

        if (
            (flags & ~Known) != 0
            || U16(file, 6) != flags
            || U16(file, 8) != U16(entry, 10)
            || !texts.AsSpan(0, U16(file, 26)).SequenceEqual(name)
            || IsAmbiguous(extra)
            || IsAmbiguous(texts.AsSpan(U16(file, 26)))
            || U16(entry, 32) != 0
        )
        {
            _faults.Add($"{shown} has another name, or is packed in another way, in the zip's directory. Programs would show different ones.");
        }

        if (offset != begin)
        {
            _faults.Add($"{shown} does not begin where the file before it ends.");
        }

        return EndOf(offset + FileBytes + texts.Length + U32(entry, 20), flags);
    }

    // The sizes behind a file's content have one of four lengths. What follows them is a file or the directory.
    private long EndOf(long content, int flags) =>
        (flags & SizesBehind) == 0
            ? content
            : content
                + s_behind.FirstOrDefault(b =>
                    content + b + sizeof(uint) <= _zip.Length && U32(Read(content + b, sizeof(uint)), 0) is FileMark or DirectoryMark
                );

    // Fields of a kind and a length in two bytes each, and then the content.
    private static bool IsAmbiguous(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length || s_ambiguous.AsSpan().Contains(BinaryPrimitives.ReadUInt16LittleEndian(extra)))
            {
                return true;
            }

            extra = extra[length..];
        }

        return extra.Length > 0;
    }

    // Zeros where the zip has ended.
    private byte[] Read(long at, int length)
    {
        var bytes = new byte[length];
        _zip.Position = Math.Min(at, _zip.Length);
        _zip.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return bytes;
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
