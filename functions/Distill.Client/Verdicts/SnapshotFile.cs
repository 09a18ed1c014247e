using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Distill.Client.Verdicts;

/// <summary>
/// The table on disk, with the cursor that it was in step with. The cache starts from it when the service is away. It holds keyed hashes of account
/// ids, not the ids. But it also holds the key, so whoever has the file can confirm a guessed id. Therefore only the owner may read it.
/// </summary>
/// <remarks>
/// Format: magic, length of the head, head (written by <see cref="BinaryWriter"/>), one row of 26 bytes for each verdict, and XXH3-64 of all before
/// it. Numbers are little-endian. A file that is cut short, altered or of another version is rejected.
/// </remarks>
internal static class SnapshotFile
{
    private const int RowsAtOnce = 1024;

    private static readonly byte[] s_magic = "DSTLVC01"u8.ToArray();

    /// <summary>Writes a temporary file beside the path and then moves it there. So a reader never finds half a file.</summary>
    /// <exception cref="IOException">The file can't be written, for example because the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write to the folder.</exception>
    public static void Write(string path, VerdictIndex table, string cursor, DateTimeOffset inStep)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(draft, Options(FileMode.Create, FileAccess.Write)))
            {
                var hash = new XxHash3();
                Append(file, hash, s_magic);
                var head = Head(table, cursor, inStep);
                Span<byte> length = stackalloc byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
                Append(file, hash, length);
                Append(file, hash, head);
                foreach (var lot in table.All.Select(one => new Row { Account = one.Account, Verdict = one.Verdict }).Chunk(RowsAtOnce))
                {
                    Append(file, hash, MemoryMarshal.AsBytes(lot.AsSpan()));
                }

                file.Write(hash.GetCurrentHash());
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            // Removes the temporary file if something failed. After a successful move there is none.
            File.Delete(draft);
        }
    }

    /// <summary>Reads the file. Returns null if there is none.</summary>
    /// <exception cref="InvalidDataException">The file is not a snapshot, or it is incomplete.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not read the file.</exception>
    public static (VerdictIndex Table, string Cursor, DateTimeOffset InStep)? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, Options(FileMode.Open, FileAccess.Read));
        var hash = new XxHash3();
        try
        {
            if (!Take(file, hash, s_magic.Length).AsSpan().SequenceEqual(s_magic))
            {
                throw new InvalidDataException("It is not a snapshot of this version.");
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(Take(file, hash, sizeof(int)));
            if (length < 0 || length > file.Length)
            {
                throw new InvalidDataException("It is cut short.");
            }

            using var head = new BinaryReader(new MemoryStream(Take(file, hash, length)), Encoding.UTF8);
            var table = new VerdictIndex(new(head.ReadUInt64(), head.ReadUInt64()));
            var inStep = DateTimeOffset.FromUnixTimeMilliseconds(head.ReadInt64());
            var cursor = head.ReadString();
            for (var left = head.ReadInt32(); left > 0; left--)
            {
                table.Clusters.NumberOf(head.ReadString());
            }

            ReadRows(file, hash, table, head.ReadInt32());
            var expected = hash.GetCurrentHash();
            return Take(file, hash, expected.Length).AsSpan().SequenceEqual(expected)
                ? (table, cursor, inStep)
                : throw new InvalidDataException("Its checksum is wrong.");
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentOutOfRangeException or FormatException)
        {
            throw new InvalidDataException("It is cut short or altered.", e);
        }
    }

    private static void ReadRows(FileStream file, XxHash3 hash, VerdictIndex table, int count)
    {
        var lot = new Row[RowsAtOnce];
        for (var left = count; left > 0; left -= lot.Length)
        {
            var some = lot.AsSpan(0, Math.Min(left, lot.Length));
            var bytes = MemoryMarshal.AsBytes(some);
            file.ReadExactly(bytes);
            hash.Append(bytes);
            foreach (ref readonly var row in some)
            {
                if ((uint)row.Verdict.Cluster > (uint)table.Clusters.Count || row.Account.Tag == 0)
                {
                    throw new InvalidDataException("It names a cluster or an account that can't be.");
                }
                // Generations start again at 0; the next snapshot from the service gets 1.
                table.Set(row.Account, row.Verdict with { Generation = 0 });
            }
        }
    }

    private static byte[] Head(VerdictIndex table, string cursor, DateTimeOffset inStep)
    {
        using var bytes = new MemoryStream();
        using var head = new BinaryWriter(bytes, Encoding.UTF8);
        head.Write(table.Key.First);
        head.Write(table.Key.Second);
        head.Write(inStep.ToUnixTimeMilliseconds());
        head.Write(cursor);
        head.Write(table.Clusters.Count);
        foreach (var name in table.Clusters.All)
        {
            head.Write(name);
        }

        head.Write(table.Count);
        head.Flush();
        return bytes.ToArray();
    }

    private static void Append(FileStream file, XxHash3 hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.Append(bytes);
    }

    private static byte[] Take(FileStream file, XxHash3 hash, int length)
    {
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        hash.Append(bytes);
        return bytes;
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = FileShare.Read,
            BufferSize = 1 << 16,
        };
        if (mode == FileMode.Create && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Row
    {
        private ulong _key;
        private byte _segment,
            _tag;

        public PackedVerdict Verdict;

        public AccountHash Account
        {
            readonly get => new(_key, _segment, _tag);
            set => (_key, _segment, _tag) = value;
        }
    }
}
