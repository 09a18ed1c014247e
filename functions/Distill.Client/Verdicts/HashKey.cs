using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Distill.Client.Verdicts;

/// <summary>The key of a table's account hashes, random for each table. Without it, nobody can choose account ids that collide.</summary>
internal readonly record struct HashKey(ulong First, ulong Second)
{
    public static HashKey Random()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return MemoryMarshal.Read<HashKey>(bytes);
    }

    /// <summary>Returns only the type's name, because the key must not get into logs.</summary>
    public override string ToString() => nameof(HashKey);
}
