using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Distill.Functions.Api;

/// <summary>Decodes percent-encoded text strictly. Servers leave what they can't decode as it is, so that two texts could become one.</summary>
internal static class PercentEncoding
{
    /// <summary>Decodes a part of an address once. False if an escape is cut short, or if the bytes are not UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (
                    i + 2 >= text.Length
                    || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[count++])
                )
                {
                    return false;
                }

                i += 2;
            }
            else if (char.IsAscii(text[i]))
            {
                bytes[count++] = (byte)text[i];
            }
            else
            {
                return false;
            }
        }

        decoded = Utf8.IsValid(bytes.AsSpan(0, count)) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
        return decoded is not null;
    }
}
