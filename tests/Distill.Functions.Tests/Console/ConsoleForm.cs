using System.Net;
using System.Text.RegularExpressions;

namespace Distill.Functions.Tests.Console;

/// <summary>Sends a form of a page as a browser does: with all that the page put into it.</summary>
internal static partial class ConsoleForm
{
    /// <summary>Sends it with the page's hidden fields, and with what a person entered.</summary>
    public static Task<HttpResponseMessage> SendAsync(ConsoleServer server, string path, string page, params IEnumerable<(string, string)> entered) =>
        server.SendAsync(
            path,
            "same-origin",
            [.. Hidden().Matches(page).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))), .. entered]
        );

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
