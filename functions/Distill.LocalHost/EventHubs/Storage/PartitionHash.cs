using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>
/// Computes the partition of a partition key as Event Hubs does. So a sender that picks the partition itself agrees with the service and with every
/// other sender.
/// </summary>
/// <remarks>
/// It hashes the key in UTF-8 with Bob Jenkins' lookup3 (hashlittle2, both seeds zero, http://burtleburtle.net/bob/c/lookup3.c, public domain). The
/// two results are combined by exclusive or and cut to 16 bits. The remainder by the number of partitions, without its sign, is the partition.
/// </remarks>
internal static class PartitionHash
{
    public static int Partition(string key, int partitions) => Math.Abs(Of(key) % partitions);

    private static short Of(string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        var rented = most > 512 ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[512];
        var length = Encoding.UTF8.GetBytes(key, bytes);
        var hash = Lookup3(bytes[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    private static short Lookup3(ReadOnlySpan<byte> rest)
    {
        var a = 0xDEADBEEF + (uint)rest.Length;
        var b = a;
        var c = a;

        // This loop leaves the last block, of 1 to 12 bytes, which is mixed differently.
        for (; rest.Length > 12; rest = rest[12..])
        {
            Add(rest, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
        }

        if (!rest.IsEmpty)
        {
            Span<byte> last = stackalloc byte[12];
            last.Clear();
            rest.CopyTo(last);
            Add(last, ref a, ref b, ref c);
            FinalMix(ref a, ref b, ref c);
        }

        return unchecked((short)(b ^ c));
    }

    private static void Add(ReadOnlySpan<byte> block, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(block);
        b += BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a = (a - c) ^ BitOperations.RotateLeft(c, 4);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 6);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 8);
        b += a;
        a = (a - c) ^ BitOperations.RotateLeft(c, 16);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 19);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 4);
        b += a;
    }

    private static void FinalMix(ref uint a, ref uint b, ref uint c)
    {
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        c = (c ^ b) - BitOperations.RotateLeft(b, 24);
    }
}
