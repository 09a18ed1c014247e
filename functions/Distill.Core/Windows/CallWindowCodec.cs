using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>The stored form of a window: a version byte, a flag byte, the table of names, then one record of fixed size for each call.</summary>
/// <remarks>
/// Equal windows give equal bytes: calls are ordered by id, names by first use. A window with more than 255 names, which a caller can provoke, has
/// a version of its own, with two bytes for each index of a name.
/// </remarks>
public static class CallWindowCodec
{
    // Versions of the format: with names' indices of one byte, and of two; the same with exchanges; and those of the builds whose prompts had no
    // passages. A window has exchanges if any of its calls continues a conversation.
    private const byte FormatVersion = 5,
        ManyNamesVersion = 6,
        ContinuedVersion = 7,
        ContinuedManyNamesVersion = 8,
        OldVersion = 3,
        OldManyNamesVersion = 4;

    // Names of a call: model, platform, reseller.
    private const int NamesOfCall = 3;

    /// <summary>The most bytes of a window: all its calls, and three names of its own for each.</summary>
    public const int MostBytes =
        4
        + (
            CallWindow.Capacity
            * (NamesAt + (2 * NamesOfCall) + Exchanges.ByteCount + PromptFeatures.ByteCount + (NamesOfCall * (2 + ApiCall.MaxNameBytes)))
        );

    // Position of the names' indices in a record, in bytes: the size of all fields before them.
    private const int NamesAt = 8 + 8 + 4 + 4 + 8 + 4 + 2 + 8 + 8;

    /// <summary>
    /// Encodes a window. A full one takes about 240 KiB, and at most <see cref="MostBytes"/>. In base64 that is below 1 MiB, the limit of an entity.
    /// </summary>
    public static byte[] Encode(CallWindow window)
    {
        var calls = window.Calls.ToArray();
        Array.Sort(calls, static (a, b) => a.Id.CompareTo(b.Id));
        var names = new List<string>();
        var hasExchanges = false;
        foreach (ref readonly var call in calls.AsSpan())
        {
            hasExchanges |= call.Exchanges.AreKnown;
            _ = IndexOf(names, call.Model) + IndexOf(names, call.Platform) + IndexOf(names, call.Reseller);
        }

        var isWide = names.Count > byte.MaxValue;
        var recordBytes = RecordBytes(isWide, PromptFeatures.ByteCount, hasExchanges);
        var version = hasExchanges ? (isWide ? ContinuedManyNamesVersion : ContinuedVersion) : (isWide ? ManyNamesVersion : FormatVersion);
        var writer = new ArrayBufferWriter<byte>(16 + (calls.Length * recordBytes));
        writer.Write([version, (byte)(window.IsSampled ? 1 : 0), (byte)names.Count]);
        if (isWide)
        {
            writer.Write([(byte)(names.Count >> 8)]);
        }

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
            var span = writer.GetSpan(recordBytes)[..recordBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(span, call.Id);
            BinaryPrimitives.WriteInt64LittleEndian(span[8..], call.Micros);
            BinaryPrimitives.WriteInt32LittleEndian(span[16..], call.InputTokens);
            BinaryPrimitives.WriteInt32LittleEndian(span[20..], call.OutputTokens);
            BinaryPrimitives.WriteUInt64LittleEndian(span[24..], call.Network.Bits);
            BinaryPrimitives.WriteUInt32LittleEndian(span[32..], call.Asn);
            BinaryPrimitives.WriteUInt16LittleEndian(span[36..], call.Country);
            BinaryPrimitives.WriteUInt64LittleEndian(span[38..], call.Client);
            BinaryPrimitives.WriteUInt64LittleEndian(span[46..], call.Tools);
            var rest = WriteNames(
                span[NamesAt..],
                isWide,
                [IndexOf(names, call.Model), IndexOf(names, call.Platform), IndexOf(names, call.Reseller)]
            );
            if (hasExchanges)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(rest, call.Exchanges.Last);
                BinaryPrimitives.WriteUInt64LittleEndian(rest[sizeof(ulong)..], call.Exchanges.Before);
                rest = rest[Exchanges.ByteCount..];
            }

            call.Prompt.Write(rest);
            writer.Advance(recordBytes);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes the bytes that <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a window of a known version.</exception>
    public static CallWindow Decode(AccountId account, Hour hour, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3 || bytes[0] is < OldVersion or > ContinuedManyNamesVersion || (IsWide(bytes[0]) && bytes.Length < 4))
        {
            throw new InvalidDataException($"The window of {account} in {hour} has an unknown format.");
        }

        var window = new CallWindow(account, hour);
        var isWide = IsWide(bytes[0]);
        var promptBytes = bytes[0] is OldVersion or OldManyNamesVersion ? PromptFeatures.ByteCountOf3 : PromptFeatures.ByteCount;
        var hasExchanges = bytes[0] is ContinuedVersion or ContinuedManyNamesVersion;
        var recordBytes = RecordBytes(isWide, promptBytes, hasExchanges);
        var names = new string[isWide ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) : bytes[2]];
        var rest = bytes[(isWide ? 4 : 3)..];
        for (var i = 0; i < names.Length; i++)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            names[i] = string.Intern(Encoding.UTF8.GetString(rest.Slice(2, length)));
            rest = rest[(2 + length)..];
        }

        if (rest.Length % recordBytes != 0)
        {
            throw new InvalidDataException($"The window of {account} in {hour} is truncated.");
        }

        for (; !rest.IsEmpty; rest = rest[recordBytes..])
        {
            window.Add(
                new ApiCall
                {
                    Account = account,
                    Id = BinaryPrimitives.ReadUInt64LittleEndian(rest),
                    Micros = BinaryPrimitives.ReadInt64LittleEndian(rest[8..]),
                    InputTokens = CountAt(16, rest),
                    OutputTokens = CountAt(20, rest),
                    Network = new NetworkPrefix(BinaryPrimitives.ReadUInt64LittleEndian(rest[24..])),
                    Asn = BinaryPrimitives.ReadUInt32LittleEndian(rest[32..]),
                    Country = BinaryPrimitives.ReadUInt16LittleEndian(rest[36..]),
                    Client = BinaryPrimitives.ReadUInt64LittleEndian(rest[38..]),
                    Tools = BinaryPrimitives.ReadUInt64LittleEndian(rest[46..]),
                    Model = NameAt(0, rest),
                    Platform = NameAt(1, rest),
                    Reseller = NameAt(2, rest),
                    Exchanges = hasExchanges ? ExchangesBefore(recordBytes - promptBytes, rest) : default,
                    Prompt = PromptFeatures.Read(rest[(recordBytes - promptBytes)..recordBytes]),
                }
            );
        }

        if (bytes[1] != 0)
        {
            window.RestoreSampled();
        }

        return window;

        int CountAt(int place, ReadOnlySpan<byte> record) =>
            BinaryPrimitives.ReadInt32LittleEndian(record[place..]) is >= 0 and var count
                ? count
                : throw new InvalidDataException($"The window of {account} in {hour} counts below zero.");

        string NameAt(int place, ReadOnlySpan<byte> record) =>
            names[isWide ? BinaryPrimitives.ReadUInt16LittleEndian(record[(NamesAt + (2 * place))..]) : record[NamesAt + place]];
    }

    private static bool IsWide(byte version) => version is ManyNamesVersion or OldManyNamesVersion or ContinuedManyNamesVersion;

    private static int RecordBytes(bool isWide, int promptBytes, bool hasExchanges) =>
        NamesAt + (isWide ? 2 * NamesOfCall : NamesOfCall) + (hasExchanges ? Exchanges.ByteCount : 0) + promptBytes;

    private static Exchanges ExchangesBefore(int place, ReadOnlySpan<byte> record) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(record[(place - Exchanges.ByteCount)..]),
            BinaryPrimitives.ReadUInt64LittleEndian(record[(place - sizeof(ulong))..])
        );

    // Returns the rest of the record.
    private static Span<byte> WriteNames(Span<byte> record, bool isWide, ReadOnlySpan<int> places)
    {
        foreach (var place in places)
        {
            if (isWide)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)place);
                record = record[2..];
            }
            else
            {
                record[0] = (byte)place;
                record = record[1..];
            }
        }

        return record;
    }

    private static int IndexOf(List<string> names, string name)
    {
        var at = names.IndexOf(name ?? "");
        if (at < 0)
        {
            at = names.Count;
            names.Add(name ?? "");
        }

        return at;
    }
}
