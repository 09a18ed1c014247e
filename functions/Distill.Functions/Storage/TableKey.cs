using System.Buffers;
using System.Globalization;
using System.Text;

namespace Distill.Functions.Storage;

/// <summary>
/// Turns any text into a table key, and back. Keys may have 1,024 characters, and none of / \ # ? or control characters. Everything except ASCII
/// letters, digits and <c>- _ . : @</c> is escaped, so that keys are safe in URLs and queries too.
/// </summary>
internal static class TableKey
{
    /// <summary>The longest key made from an id. It leaves room for what is joined to it.</summary>
    public const int MaxLength = 700;

    private const string Dense = "!!";

    private static readonly SearchValues<char> s_plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@");

    /// <summary>
    /// Escapes a text of at most 256 characters: <c>!</c> and four hexadecimal digits for each other character, or base64url if that gets too long.
    /// </summary>
    public static string Escape(string text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, 256);
        if (!text.AsSpan().ContainsAnyExcept(s_plain))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 32);
        foreach (var c in text)
        {
            _ = s_plain.Contains(c) ? escaped.Append(c) : escaped.Append(CultureInfo.InvariantCulture, $"!{(int)c:x4}");
        }

        return escaped.Length <= MaxLength
            ? escaped.ToString()
            : Dense + System.Buffers.Text.Base64Url.EncodeToString(Encoding.BigEndianUnicode.GetBytes(text));
    }

    /// <summary>Reads what <see cref="Escape"/> wrote. False if it did not write the key.</summary>
    public static bool TryUnescape(string key, out string text)
    {
        try
        {
            text = Unescape(key);
            return true;
        }
        catch (FormatException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>Reads what <see cref="Escape"/> wrote.</summary>
    /// <exception cref="FormatException">The key was not written by <see cref="Escape"/>.</exception>
    public static string Unescape(string key)
    {
        if (key.StartsWith(Dense, StringComparison.Ordinal))
        {
            return Encoding.BigEndianUnicode.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(key.AsSpan(Dense.Length)));
        }

        if (!key.Contains('!', StringComparison.Ordinal))
        {
            return key;
        }

        var text = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] != '!')
            {
                text.Append(key[i]);
                continue;
            }

            if (i + 5 > key.Length)
            {
                throw new FormatException($"\"{key}\" is cut short.");
            }

            text.Append((char)ushort.Parse(key.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }

        return text.ToString();
    }
}
