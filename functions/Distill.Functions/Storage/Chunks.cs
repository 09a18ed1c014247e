using System.Globalization;
using Azure.Data.Tables;

namespace Distill.Functions.Storage;

/// <summary>Stores bytes of any length as properties of at most 64 KiB: <c>Name0</c>, <c>Name1</c>, ...</summary>
internal static class Chunks
{
    private static readonly string[] s_digits = [.. Enumerable.Range(0, 17).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The name of the first property.</summary>
    public static string First(string name) => name + s_digits[0];

    public static void Put(TableEntity entity, string name, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i == 0 || !bytes.IsEmpty; i++)
        {
            var length = Math.Min(bytes.Length, TableLimits.MaxPropertyBytes);
            entity[name + s_digits[i]] = bytes[..length].ToArray();
            bytes = bytes[length..];
        }
    }

    /// <summary>The bytes; null if the entity has none by this name.</summary>
    public static byte[]? Get(TableEntity entity, string name)
    {
        var first = entity.GetBinary(name + s_digits[0]);
        if (first is null || first.Length < TableLimits.MaxPropertyBytes)
        {
            return first;
        }

        using var all = new MemoryStream(2 * first.Length);
        for (var i = 0; i < s_digits.Length && entity.GetBinary(name + s_digits[i]) is { } chunk; i++)
        {
            all.Write(chunk);
        }

        return all.ToArray();
    }
}
