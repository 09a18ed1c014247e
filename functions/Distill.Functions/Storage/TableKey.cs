using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace Distill.Functions.Storage;

/// <summary>
/// Turns any text into a table key, and back. Keys have none of / \ # ? or control characters. Everything except ASCII letters, digits and
/// <c>- _ . : @</c> is escaped, so that keys are safe in URLs and queries too. A text that stays too long is hashed, and its row keeps the text.
/// </summary>
internal static class TableKey
{
    private const string Dense = "!!";
    private const string Hashed = "!-";

    // The column with the text of a hashed key.
    private const string Id = "Id";

    private static readonly SearchValues<char> s_plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@");

    /// <summary>
    /// Escapes a text of at most 256 characters: <c>!</c> and four hexadecimal digits for each other character. If that gets too long, base64url; and
    /// if that is too long too, a hash.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="room">How many characters of the key are for what is joined to it.</param>
    public static string Escape(string text, int room = 0)
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

        if (escaped.Length + room <= TableLimits.MaxKeyLength)
        {
            return escaped.ToString();
        }

        var bytes = Encoding.BigEndianUnicode.GetBytes(text);
        var dense = Dense + System.Buffers.Text.Base64Url.EncodeToString(bytes);
        return dense.Length + room <= TableLimits.MaxKeyLength
            ? dense
            : Hashed + System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(bytes));
    }

    /// <summary>Adds the text to a row, if its key does not tell it.</summary>
    public static void Name(TableEntity row, string text)
    {
        if (row.RowKey.Contains(Hashed, StringComparison.Ordinal))
        {
            row[Id] = text;
        }
    }

    /// <summary>The properties of a row by which <see cref="TextOf"/> finds its text.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["PartitionKey", "RowKey", Id];

    /// <summary>The text of which a row's key, or the beginning of it, was made.</summary>
    /// <param name="row">The row.</param>
    /// <param name="length">How many characters of the row key were made from the text; all by default.</param>
    /// <exception cref="FormatException">The key was made otherwise.</exception>
    public static string TextOf(TableEntity row, int? length = null)
    {
        var key = row.RowKey[..(length ?? row.RowKey.Length)];
        var text = key.StartsWith(Hashed, StringComparison.Ordinal) ? row.GetString(Id) ?? "" : Unescape(key);
        return Escape(text, row.RowKey.Length - key.Length) == key ? text : throw new FormatException($"\"{key}\" is not the key of its text.");
    }

    /// <summary>Reads what <see cref="Escape"/> wrote, unless it is a hash.</summary>
    /// <exception cref="FormatException">The key was not written by <see cref="Escape"/>, or is a hash.</exception>
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
