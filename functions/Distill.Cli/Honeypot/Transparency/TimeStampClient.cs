using System.CommandLine;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Distill.Cli.Terminal;
using Distill.Honeypots;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary>Asks a time stamp authority over HTTP (RFC 3161, section 3.4).</summary>
internal sealed class TimeStampClient(HttpClient http, Uri authority)
{
    /// <summary>The option that names the authority.</summary>
    public static Option<string?> Option() =>
        new("--tsa") { HelpName = "URL", Description = "A time stamp authority (RFC 3161). Without it nothing is stamped." };

    /// <summary>A client of the authority; null if none is named.</summary>
    /// <exception cref="UsageException">The address is no URL.</exception>
    public static TimeStampClient? Of(HttpClient http, string? url) =>
        url is null ? null
        : Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new TimeStampClient(http, uri)
        : throw new UsageException($"--tsa is '{url}'; it must be a URL that begins with http:// or https://.");

    /// <summary>The evidence with the authority's token.</summary>
    /// <exception cref="IOException">The authority can't be reached, or its answer is no time stamp of the evidence.</exception>
    public async Task<Stamped<T>> StampAsync<T>(T evidence, CancellationToken cancellationToken)
        where T : class
    {
        var bytes = CanonicalJson.Write(evidence);
        var request = TimeStamp.Request(bytes);
        using var content = new ByteArrayContent(request.Encode());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        try
        {
            using var answer = await http.PostAsync(authority, content, cancellationToken).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            var token = request
                .ProcessResponse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), out _)
                .AsSignedCms()
                .Encode();
            return TimeStamp.Check(token, bytes) is null
                ? throw new IOException($"{authority} answered with a time stamp of something else. Name another authority with --tsa.")
                : new Stamped<T>(evidence, Convert.ToBase64String(token));
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException)
        {
            throw new IOException($"{authority} gave no time stamp: {e.Message} Try again, or name another authority with --tsa.", e);
        }
    }
}
