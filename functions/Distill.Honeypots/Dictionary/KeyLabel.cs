using System.Buffers.Binary;
using System.Text;

namespace Distill.Honeypots.Dictionary;

/// <summary>What a key or a MAC is for, as bytes: each part with its length before it, so that no two lists of parts are written alike.</summary>
internal static class KeyLabel
{
    /// <summary>Names the scheme: another one must never meet the same MACs.</summary>
    private const string Version = "distill-honeypot-2";

    public static byte[] Of(params ReadOnlySpan<string> parts)
    {
        using var bytes = new MemoryStream(64);
        Write(bytes, Version);
        foreach (var part in parts)
        {
            Write(bytes, part);
        }

        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, string part)
    {
        var utf8 = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        bytes.Write(length);
        bytes.Write(utf8);
    }
}
