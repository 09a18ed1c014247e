using System.Text;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Newcomers;

/// <summary>
/// The stored form of an index, sealed with the key of its hour: the hashes of words say nothing to anybody without the key. Equal indexes give equal
/// bytes.
/// </summary>
/// <param name="keys">The keys of the store.</param>
public sealed class OperatorIndexCodec(KeyRing keys)
{
    // The version of the format.
    private const byte FormatVersion = 2;

    // What is sealed beside windows.
    private const ulong Context = 0x6f70_6572_6174_6f72;

    private const string What = "index of operators";

    private readonly HourSeal _seal = new(keys);

    /// <summary>Encodes and seals an index.</summary>
    public byte[] Write(OperatorIndex index)
    {
        using var stream = new MemoryStream();
        using (var output = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            output.Write(FormatVersion);
            WriteAll(output, index.Operators, Write);
            WriteAll(output, index.Cleared.Order().ToArray(), static (o, key) => o.Write(key));
            WriteAll(output, index.Excused.OrderBy(t => (t.Kind, t.Value)).ToArray(), Write);
        }

        return _seal.Seal(stream.ToArray(), index.Hour, Context);
    }

    /// <summary>Opens and decodes an index.</summary>
    /// <exception cref="InvalidDataException">The bytes are no index of a known version, or were changed.</exception>
    /// <exception cref="MissingKeyException">The key is not in the ring.</exception>
    public OperatorIndex Read(Hour hour, ReadOnlySpan<byte> bytes)
    {
        if (!HourSeal.IsSealed(bytes))
        {
            throw new InvalidDataException($"The {What} in {hour} is not sealed.");
        }

        var content = new byte[HourSeal.LengthOf(bytes, hour, What)];
        _seal.Open(bytes, hour, What, content);
        using var input = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        return input.ReadByte() == FormatVersion
            ? new OperatorIndex(
                hour,
                ReadAll(input, ReadOperator),
                ReadAll(input, static i => i.ReadUInt64()).ToHashSet(),
                ReadAll(input, ReadTrait).ToHashSet()
            )
            : throw new InvalidDataException($"The {What} in {hour} has an unknown version.");
    }

    private static void Write(BinaryWriter output, KnownOperator known)
    {
        WriteAll(output, known.Clusters, static (o, id) => o.Write(id.ToString()));
        output.Write7BitEncodedInt(known.Customers);
        output.Write(known.LeastSum);
        WriteAll(
            output,
            known.Framings,
            static (o, framing) =>
            {
                o.Write(framing.Framing.Key.Value);
                o.Write7BitEncodedInt(framing.Framing.Needed);
                WriteAll(o, framing.Framing.Features, static (p, feature) => p.Write(feature.Value));
                Write(o, framing.Users);
            }
        );
        WriteAll(
            output,
            known.Means,
            static (o, means) =>
            {
                Write(o, means.Trait);
                Write(o, means.Users);
            }
        );
    }

    private static KnownOperator ReadOperator(BinaryReader input) =>
        new(
            ReadAll(input, static i => ClusterId.Parse(i.ReadString())),
            input.Read7BitEncodedInt(),
            input.ReadDouble(),
            ReadAll(
                input,
                static i =>
                {
                    var (key, needed) = (new FramingKey(i.ReadUInt64()), i.Read7BitEncodedInt());
                    return new KnownFraming(new Framing(key, ReadAll(i, static r => new FramingKey(r.ReadUInt64())), needed), ReadHolders(i));
                }
            ),
            ReadAll(input, static i => new KnownMeans(ReadTrait(i), ReadHolders(i)))
        );

    private static void Write(BinaryWriter output, Trait trait)
    {
        output.Write((byte)trait.Kind);
        output.Write(trait.Value);
    }

    private static Trait ReadTrait(BinaryReader input) => new((TraitKind)input.ReadByte(), input.ReadUInt64());

    private static void Write(BinaryWriter output, Holders users)
    {
        output.Write7BitEncodedInt(users.Customers);
        output.Write7BitEncodedInt(users.Others);
        output.Write(users.Weight);
    }

    private static Holders ReadHolders(BinaryReader input) => new(input.Read7BitEncodedInt(), input.Read7BitEncodedInt(), input.ReadDouble());

    private static void WriteAll<T>(BinaryWriter output, IReadOnlyCollection<T> all, Action<BinaryWriter, T> write)
    {
        output.Write7BitEncodedInt(all.Count);
        foreach (var one in all)
        {
            write(output, one);
        }
    }

    private static T[] ReadAll<T>(BinaryReader input, Func<BinaryReader, T> read)
    {
        var all = new T[input.Read7BitEncodedInt()];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = read(input);
        }

        return all;
    }
}
