using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Rpc;

/// <summary>The gRPC server that workers connect to. It listens on a free loopback port, with HTTP/2 without TLS.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    /// <summary>The largest message in bytes. There is no real limit, since a batch may hold a thousand events of 1 MiB each.</summary>
    public const int MaxMessageBytes = int.MaxValue;

    private readonly WebApplication _web;

    private RpcServer(WebApplication web, EventStreams streams)
    {
        _web = web;
        Streams = streams;
    }

    public EventStreams Streams { get; }

    public Uri Address => new(_web.Urls.First());

    public static async Task<RpcServer> StartAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            });
        var streams = new EventStreams();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(streams);
        // The host has already told the worker to end. After 1 second, streams that are still open are cut off.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaxMessageBytes;
            options.MaxSendMessageSize = MaxMessageBytes;
        });
        var web = builder.Build();
        web.UseRouting();
        web.MapGrpcService<EventStreams>();
        await web.StartAsync(cancellationToken);
        return new RpcServer(web, streams);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
    }
}
