using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Distill.Honeypots.Dictionary;

/// <summary>Two forms that mean the same in the places that the scanner finds. Keys use the pair's name, not its place in the list.</summary>
public sealed class MarkPair
{
    internal MarkPair(ushort id, MarkKind kind, string name, int convention)
    {
        (Id, Kind, Name, Convention) = (id, kind, name, convention);
        Label = KeyLabel.Of("pair", kind.ToString(), name);
        Tag = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Label));
    }

    /// <summary>Its place in the dictionary's list of pairs.</summary>
    public ushort Id { get; }

    public MarkKind Kind { get; }

    /// <summary>"first form/second form", unique.</summary>
    public string Name { get; }

    /// <summary>
    /// The pair's number among the conventions; -1 if it is none. In one answer a convention has one cell, so marking never mixes its forms.
    /// </summary>
    internal int Convention { get; }

    internal byte[] Label { get; }

    /// <summary>The label, hashed to eight bytes.</summary>
    internal ulong Tag { get; }

    /// <summary>Returns whether a writer keeps to one form of such a pair.</summary>
    internal static bool IsConvention(MarkKind kind) => kind is MarkKind.Variant or MarkKind.OptionalParticle;

    public override string ToString() => $"{Kind} {Name}";
}
