namespace Distill.Logs.Sources;

/// <summary>What the first bytes of a file say about it.</summary>
internal static class FileSignature
{
    /// <summary>The number of bytes that are looked at.</summary>
    public const int Bytes = 512;

    // Files that are no logs, or are packed in a way that is not read. What to do stands beside each.
    private static readonly (byte[] Start, string What, string Advice)[] s_others =
    [
        ("PK\x03\x04"u8.ToArray(), "a zip archive or an office document", "Unpack it, or save the table as CSV, and name what was in it."),
        ("BZh"u8.ToArray(), "packed with bzip2", "Unpack it: bunzip2 FILE."),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "packed with xz", "Unpack it: unxz FILE."),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf], "a 7z archive", "Unpack it, and name what was in it."),
        ([0x04, 0x22, 0x4d, 0x18], "packed with lz4", "Unpack it: unlz4 FILE."),
        ("ORC"u8.ToArray(), "an ORC file", "Export the log as Parquet or JSON lines."),
        ("SQLite format 3"u8.ToArray(), "a SQLite database", "Export the table as CSV: sqlite3 -header -csv FILE 'select * from TABLE'."),
        ("%PDF"u8.ToArray(), "a PDF document", "Name a log file."),
        ([0x7f, (byte)'E', (byte)'L', (byte)'F'], "a program", "Name a log file."),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture", "Name a log file."),
        ([0xff, 0xd8, 0xff], "a picture", "Name a log file."),
    ];

    /// <summary>Tells how the bytes are packed or encoded.</summary>
    public static Packing PackingOf(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0x1f, 0x8b, ..] => Packing.Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing.Zstd,
            // A frame that decoders skip comes first in files of some tools.
            [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] => Packing.Zstd,
            [0xff, 0xfe, 0, 0, ..] => Packing.Utf32LittleEndian,
            [0, 0, 0xfe, 0xff, ..] => Packing.Utf32BigEndian,
            [0xff, 0xfe, ..] => Packing.Utf16LittleEndian,
            [0xfe, 0xff, ..] => Packing.Utf16BigEndian,
            [0xef, 0xbb, 0xbf, ..] => Packing.Utf8Mark,
            // UTF-16 without a mark: every second byte of such text is 0.
            [not 0, 0, not 0, 0, ..] => Packing.Utf16LittleEndian,
            [0, not 0, 0, not 0, ..] when start[1] >= 0x09 && start[3] >= 0x09 && start.Length % 2 == 0 && IsWideText(start) =>
                Packing.Utf16BigEndian,
            _ => Packing.None,
        };

    /// <summary>True for a Parquet file.</summary>
    public static bool IsParquet(ReadOnlySpan<byte> start) => start.StartsWith("PAR1"u8);

    /// <summary>True for an Avro file.</summary>
    public static bool IsAvro(ReadOnlySpan<byte> start) => start.StartsWith("Obj\x01"u8);

    /// <summary>True when the bytes can't be text.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> start) => start.Contains((byte)0) || start.IndexOfAnyInRange((byte)1, (byte)8) >= 0;

    /// <summary>Says what a file is that is no log, and what to do with it. Null when the bytes may be a log.</summary>
    public static string? Other(ReadOnlySpan<byte> start)
    {
        foreach (var (first, what, advice) in s_others)
        {
            if (start.StartsWith(first))
            {
                return $"It is {what}. {advice}";
            }
        }

        return null;
    }

    private static bool IsWideText(ReadOnlySpan<byte> start)
    {
        for (var i = 0; i < start.Length; i += 2)
        {
            if (start[i] != 0)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>How the bytes of a file are packed or encoded.</summary>
internal enum Packing
{
    None,
    Gzip,
    Zstd,
    Utf8Mark,
    Utf16LittleEndian,
    Utf16BigEndian,
    Utf32LittleEndian,
    Utf32BigEndian,
}
