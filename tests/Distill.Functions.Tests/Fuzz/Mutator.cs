using System.Text;

namespace Distill.Functions.Tests.Fuzz;

/// <summary>Makes odd inputs out of good ones. The same random numbers give the same input.</summary>
internal static class Mutator
{
    // Values that break readers: other types, odd numbers and texts, escapes that are cut short, much nesting.
    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "null",
            "true",
            "{}",
            "[]",
            "-0",
            "1e999",
            "-1",
            "9223372036854775808",
            "0.1e-400",
            "NaN",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\\u00",
            "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:60.9999999+14:00\"",
            "\"none\"",
            "\uFEFF",
            "\0",
            "\u2028",
            "{\"$numberLong\":\"7\"}",
            "{\"$date\":{\"$numberLong\":\"-62135596800000\"}}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}",
            "[{'role': 'user', 'content': 'x'}]",
            ",",
            ":",
            "\"",
            "{",
            "}",
            "[",
            "]",
            "\\",
            "%E9",
            "%2F",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC0, 0xAF],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [.. Enumerable.Repeat((byte)'[', 300)],
        [.. Enumerable.Repeat("{\"prompt\":"u8.ToArray(), 100).SelectMany(b => b)],
        [.. Enumerable.Repeat("\"t\","u8.ToArray(), 2000).SelectMany(b => b)],
    ];

    /// <summary>Changes an input a few times.</summary>
    public static byte[] Mutate(Random random, byte[] input)
    {
        var bytes = new List<byte>(input);
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    ReplaceValue(random, bytes);
                    break;
                case 5 when random.Next(8) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A text of odd pieces, such as a part of an address.</summary>
    public static string Text(Random random, IReadOnlyList<string> pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => pieces[random.Next(pieces.Count)]));

    // Puts an odd value where a value stands, so that the rest stays JSON.
    private static void ReplaceValue(Random random, List<byte> bytes)
    {
        var colon = bytes.IndexOf((byte)':', bytes.Count == 0 ? 0 : random.Next(bytes.Count));
        if (colon >= 0)
        {
            var end = bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}');
            bytes.RemoveRange(colon + 1, Math.Max(0, (end < 0 ? bytes.Count : end) - colon - 1));
            bytes.InsertRange(colon + 1, s_pieces[random.Next(s_pieces.Length)]);
        }
    }
}
