using System.Text;
using Distill.Contracts;
using Distill.Core.Windows;

namespace Distill.Benchmarks.Correlation;

/// <summary>A file of records that keeps a simulated day, because making one takes long: windows, facts, and the campaign's accounts.</summary>
internal static class DayFile
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Opens a new file. It gets its name when it is complete, by <see cref="Finish"/>.</summary>
    public static BinaryWriter Create(string path) => new(new FileStream(Part(path), FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes));

    public static void Finish(string path) => File.Move(Part(path), path, overwrite: true);

    /// <summary>Writes a window.</summary>
    public static void Write(BinaryWriter file, CallWindow window) =>
        Write(file, window.Account.Value, window.Hour.Number, CallWindowCodec.Encode(window));

    /// <summary>Writes an event that is no call.</summary>
    public static void Write(BinaryWriter file, DateTimeOffset time, ReadOnlySpan<byte> json) => Write(file, "", time.UtcTicks, json);

    /// <summary>Writes an account of the campaign.</summary>
    public static void Write(BinaryWriter file, AccountId account) => Write(file, account.Value, 0, []);

    /// <summary>Reads the records in the order in which they were written.</summary>
    public static IEnumerable<DayRecord> Read(string path)
    {
        using var file = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes), Encoding.UTF8);
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            yield return new DayRecord(file.ReadString(), file.ReadInt64(), file.ReadBytes(file.ReadInt32()));
        }
    }

    private static string Part(string path) => path + ".part";

    private static void Write(BinaryWriter file, string account, long number, ReadOnlySpan<byte> bytes)
    {
        file.Write(account);
        file.Write(number);
        file.Write(bytes.Length);
        file.Write(bytes);
    }
}

/// <summary>A record of a <see cref="DayFile"/>.</summary>
/// <param name="Account">The account. Empty for an event that is no call.</param>
/// <param name="Number">The window's hour, or the event's time in ticks.</param>
/// <param name="Bytes">The window or the event. Empty for an account of the campaign.</param>
internal readonly record struct DayRecord(string Account, long Number, byte[] Bytes);
