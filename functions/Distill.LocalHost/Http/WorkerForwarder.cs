using Distill.LocalHost.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Distill.LocalHost.Http;

/// <summary>Passes requests on to the worker's own server, and its answers back as they come.</summary>
internal sealed class WorkerForwarder(IHttpForwarder forwarder, ILogger log) : IDisposable
{
    // By this header the worker finds the invocation that the request belongs to.
    private const string InvocationHeader = "x-ms-invocation-id";

    // The function decides how long it stays silent. functionTimeout ends what takes too long.
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

    /// <summary>Whether the client got the whole answer. If the worker's answer breaks off, the client's does too.</summary>
    public async Task<bool> ForwardAsync(HttpContext http, Uri server, string invocationId)
    {
        http.Request.Headers[InvocationHeader] = invocationId;
        var error = await forwarder.SendAsync(http, server.AbsoluteUri, _client, s_config);
        if (BrokeOff(http))
        {
            log.ForwardingFailed(http.Request.Method, http.Request.Path, error.ToString());
        }
        return error == ForwarderError.None;
    }

    /// <summary>Whether the worker's server is to blame for an answer that is missing or not whole.</summary>
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
