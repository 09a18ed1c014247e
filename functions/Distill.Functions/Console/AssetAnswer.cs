using System.Text;
using Distill.Contracts;
using Distill.Reports.Graph;
using Distill.Reports.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Distill.Functions.Console;

/// <summary>A file that pages of the console load from the app itself. Browsers keep it, and ask whether it has changed.</summary>
internal sealed class AssetAnswer(Lazy<byte[]> asset, string type) : IResult
{
    private static readonly Lazy<byte[]> s_style = new(() => Encoding.UTF8.GetBytes(StyleSheet.Text));
    private static readonly Lazy<byte[]> s_graph = new(() => Encoding.UTF8.GetBytes(GraphScript.Text));

    /// <summary>The style sheet of all pages.</summary>
    public static AssetAnswer Style { get; } = new(s_style, "text/css; charset=utf-8");

    /// <summary>The script that draws a cluster's graph.</summary>
    public static AssetAnswer Graph { get; } = new(s_graph, "text/javascript; charset=utf-8");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        PageAnswer.Protect(headers);
        headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue(FormattableString.Invariant($"\"{Fingerprint.Of(asset.Value):x16}\""));
        return Results.Bytes(asset.Value, type, entityTag: tag).ExecuteAsync(httpContext);
    }
}
