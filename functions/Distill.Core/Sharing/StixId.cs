using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Distill.Core.Sharing;

/// <summary>Ids of STIX objects. They derive from what the objects are about (UUID version 5, RFC 9562): the same object has the same id.</summary>
internal static class StixId
{
    // A namespace of our own, and the one that STIX gives to observables (section 2.9).
    private static readonly byte[] s_own = Guid.Parse("6f0c5a52-3d0b-4e8e-9d53-0d1f9a7c2b41").ToByteArray(bigEndian: true);
    private static readonly byte[] s_observables = Guid.Parse("00abedb4-aa42-466c-9c01-fed23315a9b7").ToByteArray(bigEndian: true);

    /// <summary>The id of an object of ours.</summary>
    public static string Of(string type, string name) => $"{type}--{Uuid(s_own, $"{type}|{name}")}";

    /// <summary>The id that everybody gives to software of this name.</summary>
    public static string OfSoftware(string name) =>
        $"software--{Uuid(s_observables, $"{{\"name\":\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}\"}}")}";

    private static Guid Uuid(byte[] space, string name)
    {
        // The version asks for SHA-1. Nothing rests on its strength.
#pragma warning disable CA5350
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
