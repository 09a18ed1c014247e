using System.Buffers.Binary;
using System.Text;

namespace Distill.Honeypots.Dictionary;

/// <summary>Encodes the purpose of a key or a MAC as bytes. Each part follows its length, so different lists of parts give different bytes.</summary>
internal static class KeyLabel
{
    /// <summary>The name of the scheme. Another scheme needs another name, so that it never makes the same MACs.</summary>
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
