using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>
/// Stands in front of one service of Azurite and breaks requests as <see cref="StorageFaults"/> says. Its port stays while Azurite goes and comes
/// back on another one. A shared-key signature covers the path and not the host, so requests pass unchanged.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StorageFaults _faults;
    private readonly Transformer _transformer = new();
    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
        }
    );

    private CancellationTokenSource _serving = new();

    private StorageProxy(WebApplication app, StorageFaults faults) => (_app, _faults) = (app, faults);

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Where Azurite is; 0 while it is away.</summary>
    public int TargetPort { get; set; }

    public static async Task<StorageProxy> StartAsync(StorageFaults faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
        });
        var app = builder.Build();
        var proxy = new StorageProxy(app, faults);
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Run(context => proxy.ServeAsync(context, forwarder));
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Breaks every connection that waits for an answer.</summary>
    public void Cut()
    {
        // Not disposed of: a request may just be about to ask for its token.
        Interlocked.Exchange(ref _serving, new CancellationTokenSource()).Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
        _serving.Dispose();
    }

    private async Task ServeAsync(HttpContext context, IHttpForwarder forwarder)
    {
        using var cut = _serving.Token.Register(context.Abort);
        var fault = _faults.Next();
        switch (fault)
        {
            case StorageFault.Throttled:
                context.Response.Headers.RetryAfter = "1";
                Refuse(context.Response, HttpStatusCode.ServiceUnavailable, "ServerBusy");
                return;
            case StorageFault.TimedOutBefore:
                Refuse(context.Response, HttpStatusCode.InternalServerError, "OperationTimedOut");
                return;
            case StorageFault.CutBefore:
                context.Abort();
                return;
        }

        context.Items[Transformer.Fault] = fault;
        var error = await forwarder.SendAsync(
            context,
            $"http://127.0.0.1:{TargetPort}/",
            _client,
            ForwarderRequestConfig.Empty,
            _transformer,
            CancellationToken.None
        );
        if (error != ForwarderError.None)
        {
            // Azurite is away, or went while it answered.
            context.Abort();
        }
    }

    private static void Refuse(HttpResponse response, HttpStatusCode status, string code)
    {
        response.StatusCode = (int)status;
        response.Headers["x-ms-error-code"] = code;
    }

    /// <summary>What happens to an answer of storage on its way back.</summary>
    private sealed class Transformer : HttpTransformer
    {
        public const string Fault = "Fault";

        // Long enough for other requests to overtake; no test waits for it.
        private static readonly TimeSpan s_late = TimeSpan.FromMilliseconds(500);

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext,
            HttpResponseMessage? proxyResponse,
            CancellationToken cancellationToken
        )
        {
            switch (httpContext.Items[Fault])
            {
                case StorageFault.CutAfter:
                    httpContext.Abort();
                    return false;
                case StorageFault.TimedOutAfter:
                    Refuse(httpContext.Response, HttpStatusCode.InternalServerError, "OperationTimedOut");
                    return false;
                case StorageFault.Slow:
                    await Task.Delay(s_late, cancellationToken);
                    break;
            }

            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }
    }
}
