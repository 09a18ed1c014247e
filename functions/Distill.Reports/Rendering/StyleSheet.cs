using System.Security.Cryptography;
using System.Text;

namespace Distill.Reports.Rendering;

/// <summary>The style sheet of all pages: an address of its own in the console, a part of the page in a file.</summary>
public static class StyleSheet
{
    /// <summary>The sheet, with the line ends that a browser sees.</summary>
    public static string Text { get; } = Read().ReplaceLineEndings("\n");

    /// <summary>What a policy has to name so that a browser takes the sheet inside a page: its hash, and nothing else.</summary>
    /// <remarks>https://www.w3.org/TR/CSP3/#match-element-to-source-list</remarks>
    public static string Source { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";

    private static string Read()
    {
        using var reader = new StreamReader(typeof(StyleSheet).Assembly.GetManifestResourceStream("pages.css")!);
        return reader.ReadToEnd();
    }
}
