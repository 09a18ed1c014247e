using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Distill.Core.Honeypots;

/// <summary>Two forms that mean the same where the scanner finds them. Its name, not its place in the list, is what keys see.</summary>
public sealed class MarkPair
{
    internal MarkPair(ushort id, MarkFamily family, string name)
    {
        (Id, Family, Name) = (id, family, name);
        Label = KeyLabel.Of("pair", family.ToString(), name);
        Tag = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Label));
    }

    /// <summary>Its place in <see cref="MarkDictionary.Pairs"/>.</summary>
    public ushort Id { get; }

    public MarkFamily Family { get; }

    /// <summary>"first form/second form", unique.</summary>
    public string Name { get; }

    internal byte[] Label { get; }

    /// <summary>The label in eight bytes.</summary>
    internal ulong Tag { get; }

    public override string ToString() => $"{Family} {Name}";
}
