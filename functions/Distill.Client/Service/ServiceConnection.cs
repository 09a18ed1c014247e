using System.Net.Http.Headers;

namespace Distill.Client.Service;

/// <summary>Sends requests to Distill's HTTP API. Each request carries the caller's function key or token.</summary>
internal sealed class ServiceConnection : IDisposable
{
    private static readonly TimeSpan s_connectPatience = TimeSpan.FromSeconds(5);

    // Connections are renewed after 5 minutes, so that the client notices when the host name gets another address.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly ServiceOptions _options;
    private readonly HttpClient _http;

    public ServiceConnection(ServiceOptions options)
    {
        this._options = options;
        _http = new(new SocketsHttpHandler { ConnectTimeout = s_connectPatience, PooledConnectionLifetime = s_connectionLifetime })
        {
            BaseAddress = new(options.Address!.AbsoluteUri.TrimEnd('/') + "/api/v1/"),
            // Each request has a limit of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request. Returns once the headers have arrived; the caller reads the body.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (_options.FunctionKey is { } key)
        {
            request.Headers.Add("x-functions-key", key);
        }

        if (_options.BearerToken is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken).ConfigureAwait(false));
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();
}
