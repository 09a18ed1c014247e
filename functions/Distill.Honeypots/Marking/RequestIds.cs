using System.Security.Cryptography;
using System.Text;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Marking;

/// <summary>Makes ids for requests that have none.</summary>
public static class RequestIds
{
    /// <summary>The longest id accepted, in characters.</summary>
    public const int MaxLength = 256;

    public static bool IsValid(string? id) => id is { Length: > 0 and <= MaxLength } && !id.Any(c => char.IsControl(c) || char.IsSurrogate(c));

    /// <summary>Returns an id made from the parts of a text that marks cannot change. A text and its marked version get the same id.</summary>
    public static string Of(string text)
    {
        var rest = new StringBuilder(text.Length);
        var from = 0;
        foreach (var site in SiteScanner.Scan(text))
        {
            rest.Append(text, from, site.Start - from).Append('\0');
            from = site.Start + site.Length;
        }

        rest.Append(text, from, text.Length - from);
        return "text-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest.ToString())).AsSpan(0, 16));
    }
}
