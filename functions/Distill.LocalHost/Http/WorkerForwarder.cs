using Distill.LocalHost.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Distill.LocalHost.Http;

/// <summary>Forwards requests to the worker's own server, and streams its answers back.</summary>
internal sealed class WorkerForwarder(IHttpForwarder forwarder, ILogger log) : IDisposable
{
    // The header that tells the worker to which invocation a request belongs.
    private const string InvocationHeader = "x-ms-invocation-id";

    // The header in which App Service's front end gives the address as the client wrote it. Forwarding decodes and encodes it again.
    private const string AddressHeader = "X-WAWS-Unencoded-URL";

    /// <summary>The largest request body in bytes (100 MiB), as in the real host.</summary>
    public const long MaxRequestBytes = 104_857_600;

    // A longer body without a length is read up to here, and thrown away, so that its client hears the answer.
    private const long DrainedBytes = 1_073_741_824;

    // The largest body that the worker's server reads: Kestrel's own limit.
    private const long WorkerBodyBytes = 30_000_000;

    private static readonly TimeSpan s_drainPatience = TimeSpan.FromSeconds(30);

    // No practical limit, because a function may stay silent as long as it likes. functionTimeout ends invocations that take too long.
    private static readonly ForwarderRequestConfig s_config = new() { ActivityTimeout = TimeSpan.FromDays(1) };

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
        }
    );

    /// <summary>
    /// Forwards a request. Returns whether the client got the whole answer. If the worker's answer breaks off, the client's does too.
    /// </summary>
    public async Task<bool> ForwardAsync(HttpContext http, Uri server, string invocationId)
    {
        http.Request.Headers[InvocationHeader] = invocationId;
        http.Request.Headers[AddressHeader] = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var sent = http.Request.Body;
        var body = new CountedBody(sent, MaxRequestBytes);
        http.Request.Body = body;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = DrainedBytes;
        }

        var error = await forwarder.SendAsync(http, server.AbsoluteUri, _client, s_config);
        if (error != ForwarderError.None && body.Count > WorkerBodyBytes && !http.Response.HasStarted)
        {
            // The worker's server stops reading there and closes the connection. Its answer, 413, is lost on the way, because the body is still sent.
            await DrainAsync(sent, http.RequestAborted);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return true;
        }

        if (BrokeOff(http))
        {
            log.ForwardingFailed(http.Request.Method, http.Request.Path, error.ToString());
        }
        return error == ForwarderError.None;
    }

    // Reads the rest. Most clients look for an answer only after they have sent all, and a closed connection would hide it from them.
    private static async Task DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_drainPatience);
        var rest = new byte[64 * 1024];
        try
        {
            while (await body.ReadAsync(rest, limit.Token) > 0) { }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It is too long, or the client has gone.
        }
    }

    /// <summary>Returns whether the worker's server caused a missing or incomplete answer.</summary>
    public static bool BrokeOff(HttpContext http) =>
        http.GetForwarderErrorFeature()?.Error
            is ForwarderError.Request
                or ForwarderError.RequestTimedOut
                or ForwarderError.ResponseHeaders
                or ForwarderError.ResponseBodyDestination
                or ForwarderError.RequestBodyDestination
                or ForwarderError.NoAvailableDestinations;

    public void Dispose() => _client.Dispose();
}
