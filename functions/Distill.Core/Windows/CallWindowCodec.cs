using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>The binary form of a window: a version byte, a flag byte, the table of names, then one fixed-size record a call, by id.</summary>
/// <remarks>Equal windows have equal bytes: calls stand in order of their ids, names in order of first use.</remarks>
public static class CallWindowCodec
{
    private const byte FormatVersion = 3;
    private const int RecordBytes = 8 + 8 + 4 + 4 + 8 + 4 + 2 + 8 + 8 + 3 + PromptFeatures.ByteCount;

    /// <summary>Encodes a window. At most about 220 KiB, for a full one.</summary>
    /// <exception cref="InvalidOperationException">The window names more than 255 models, platforms and resellers.</exception>
    public static byte[] Encode(CallWindow window)
    {
        var calls = window.Calls.ToArray();
        Array.Sort(calls, static (a, b) => a.Id.CompareTo(b.Id));
        var names = new List<string>();
        foreach (ref readonly var call in calls.AsSpan())
        {
            _ = IndexOf(names, call.Model) + IndexOf(names, call.Platform) + IndexOf(names, call.Reseller);
        }

        var writer = new ArrayBufferWriter<byte>(16 + (calls.Length * RecordBytes));
        writer.Write([FormatVersion, (byte)(window.IsSampled ? 1 : 0), checked((byte)names.Count)]);
        foreach (var name in names)
        {
            var length = Encoding.UTF8.GetByteCount(name);
            var span = writer.GetSpan(2 + length);
            BinaryPrimitives.WriteUInt16LittleEndian(span, (ushort)length);
            Encoding.UTF8.GetBytes(name, span[2..]);
            writer.Advance(2 + length);
        }

        foreach (ref readonly var call in calls.AsSpan())
        {
            var span = writer.GetSpan(RecordBytes)[..RecordBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(span, call.Id);
            BinaryPrimitives.WriteInt64LittleEndian(span[8..], call.Micros);
            BinaryPrimitives.WriteInt32LittleEndian(span[16..], call.InputTokens);
            BinaryPrimitives.WriteInt32LittleEndian(span[20..], call.OutputTokens);
            BinaryPrimitives.WriteUInt64LittleEndian(span[24..], call.Network.Bits);
            BinaryPrimitives.WriteUInt32LittleEndian(span[32..], call.Asn);
            BinaryPrimitives.WriteUInt16LittleEndian(span[36..], call.Country);
            BinaryPrimitives.WriteUInt64LittleEndian(span[38..], call.Client);
            BinaryPrimitives.WriteUInt64LittleEndian(span[46..], call.Tools);
            span[54] = IndexOf(names, call.Model);
            span[55] = IndexOf(names, call.Platform);
            span[56] = IndexOf(names, call.Reseller);
            call.Prompt.Write(span[57..]);
            writer.Advance(RecordBytes);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a window of a known version.</exception>
    public static CallWindow Decode(AccountId account, Hour hour, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3 || bytes[0] != FormatVersion)
        {
            throw new InvalidDataException($"The window of {account} in {hour} is of no known format.");
        }

        var window = new CallWindow(account, hour);
        var names = new string[bytes[2]];
        var rest = bytes[3..];
        for (var i = 0; i < names.Length; i++)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            names[i] = string.Intern(Encoding.UTF8.GetString(rest.Slice(2, length)));
            rest = rest[(2 + length)..];
        }

        if (rest.Length % RecordBytes != 0)
        {
            throw new InvalidDataException($"The window of {account} in {hour} is cut short.");
        }

        for (; !rest.IsEmpty; rest = rest[RecordBytes..])
        {
            window.Add(new ApiCall
            {
                Account = account,
                Id = BinaryPrimitives.ReadUInt64LittleEndian(rest),
                Micros = BinaryPrimitives.ReadInt64LittleEndian(rest[8..]),
                InputTokens = BinaryPrimitives.ReadInt32LittleEndian(rest[16..]),
                OutputTokens = BinaryPrimitives.ReadInt32LittleEndian(rest[20..]),
                Network = new NetworkPrefix(BinaryPrimitives.ReadUInt64LittleEndian(rest[24..])),
                Asn = BinaryPrimitives.ReadUInt32LittleEndian(rest[32..]),
                Country = BinaryPrimitives.ReadUInt16LittleEndian(rest[36..]),
                Client = BinaryPrimitives.ReadUInt64LittleEndian(rest[38..]),
                Tools = BinaryPrimitives.ReadUInt64LittleEndian(rest[46..]),
                Model = names[rest[54]],
                Platform = names[rest[55]],
                Reseller = names[rest[56]],
                Prompt = PromptFeatures.Read(rest[57..]),
            });
        }

        if (bytes[1] != 0)
        {
            window.RestoreSampled();
        }

        return window;
    }

    private static byte IndexOf(List<string> names, string name)
    {
        var at = names.IndexOf(name ?? "");
        if (at < 0)
        {
            at = names.Count;
            names.Add(name ?? "");
        }

        return at <= byte.MaxValue ? (byte)at : throw new InvalidOperationException("A window holds at most 255 names.");
    }
}
