using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Contracts;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>
/// Reads and writes a receipt as one line of JSON, which is a leaf of the log. A receipt has exactly one such line, so a changed byte makes another
/// leaf, or none.
/// </summary>
public static class ReceiptJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Receipt receipt)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes, s_options);
        json.WriteStartObject();
        json.WriteString("request", receipt.RequestId);
        json.WriteString("account", receipt.Account.Value);
        json.WriteString("code", receipt.Code.Value);
        json.WriteString("epoch", receipt.Epoch.Value);
        json.WriteString("dictionary", receipt.Dictionary);
        json.WriteString("before", receipt.Before);
        json.WriteString("after", receipt.After);
        json.WriteStartArray("sites");
        foreach (var site in receipt.Sites)
        {
            json.WriteStringValue($"{Letters[(int)site.Layer]}{(site.Form ? '+' : '-')}{site.Cell}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Returns what <see cref="Write"/> wrote; null for anything else, and for cells of another dictionary.</summary>
    public static Receipt? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var receipt = new Receipt(
                Text(root, "request"),
                AccountId.Parse(Text(root, "account")),
                Text(root, "code") is "" ? default : MarkCode.Parse(Text(root, "code")),
                EpochId.Parse(Text(root, "epoch")),
                Text(root, "dictionary"),
                Text(root, "before"),
                Text(root, "after"),
                [.. root.GetProperty("sites").EnumerateArray().Select(s => Site(s.GetString() ?? ""))]
            );
            return line.SequenceEqual(Write(receipt)) ? receipt : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The letters of the layers: provider, cluster, account.</summary>
    private static ReadOnlySpan<char> Letters => "pca";

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static MarkedSite Site(string text)
    {
        var hash = text.LastIndexOf('#');
        if (
            hash < 2
            || Letters.IndexOf(text[0]) is var layer && layer < 0
            || text[1] is not ('+' or '-')
            || MarkDictionary.Standard.Find(text[2..hash]) is not { } pair
        )
        {
            throw new FormatException("No site of this dictionary.");
        }

        return new MarkedSite(new Cell(pair.Id, byte.Parse(text.AsSpan(hash + 1), provider: null)), (Layer)Letters.IndexOf(text[0]), text[1] == '+');
    }
}
