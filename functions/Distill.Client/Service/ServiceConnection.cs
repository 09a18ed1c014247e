using System.Net.Http.Headers;

namespace Distill.Client.Service;

/// <summary>Requests to Distill's HTTP API, each with the caller's proof of who it is.</summary>
internal sealed class ServiceConnection : IDisposable
{
    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    // So that a name that moves to another address is noticed.
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    readonly ServiceOptions options;
    readonly HttpClient http;

    public ServiceConnection(ServiceOptions options)
    {
        this.options = options;
        http = new(new SocketsHttpHandler { ConnectTimeout = ConnectPatience, PooledConnectionLifetime = ConnectionLifetime })
        {
            BaseAddress = new(options.Address!.AbsoluteUri.TrimEnd('/') + "/api/v1/"),
            // Each request has a limit of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request; the answer's body is still to be read.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (options.FunctionKey is { } key)
            request.Headers.Add("x-functions-key", key);
        if (options.BearerToken is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellation).ConfigureAwait(false));
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();
}
