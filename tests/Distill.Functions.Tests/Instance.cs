using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Distill.Core.Signals;
using Distill.Functions.Batches;
using Distill.Functions.Correlation;
using Distill.Functions.Ingest;
using Distill.Functions.Middleware;
using Distill.Functions.Volumes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests;

/// <summary>One instance of the app: its own caches, on a storage that others share, without a host.</summary>
internal sealed class Instance : IAsyncDisposable, IDisposable
{
    private readonly ServiceProvider _services;

    public Instance(
        string connection,
        HttpPipelinePolicy? faults = null,
        Dictionary<string, string?>? settings = null,
        IVolumeDetector? detector = null,
        NetworkLists? lists = null
    )
    {
        Connection = connection;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["DistillStorage"] = connection,
                    ["Distill:Features:Keys"] = Some.Keys,
                    ["Distill:Correlation:SaveEvery"] = "00:00:00",
                }
            )
            .AddInMemoryCollection(settings ?? [])
            .Build();
        var client = new TableClientOptions { Retry = { MaxRetries = 0 } };
        if (faults is not null)
        {
            client.AddPolicy(faults, HttpPipelinePosition.PerCall);
        }

        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton<IConfiguration>(configuration)
            .AddDistill(configuration)
            .AddSingleton(new TableServiceClient(connection, client))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<AnswerSender>()
            .AddSingleton<ApiGate>();
        if (detector is not null)
        {
            services.AddSingleton(detector);
        }

        if (lists is not null)
        {
            services.AddSingleton(lists);
        }

        _services = services.BuildServiceProvider();
    }

    public WatchedTime Time { get; } = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>All that was logged.</summary>
    public LogLines Logs { get; } = new();

    public string Connection { get; }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Stores a batch as the trigger does in a first attempt.</summary>
    public Task IngestAsync(string partition, IEnumerable<HubEvent> events) =>
        Get<BatchWriter>().SaveAsync(Get<BatchReader>().Read(new HubPartition(partition), [.. events]), CancellationToken.None);

    /// <summary>Correlates as the timer does, long after the last batch.</summary>
    public Task CorrelateAsync()
    {
        Time.Advance(TimeSpan.FromHours(2));
        return Get<CorrelationRun>().CatchUpAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}

/// <summary>Dies at a write, as a process does: before it is sent, or after it took effect and before the answer came.</summary>
internal sealed class Faults(int at, bool afterwards) : HttpPipelinePolicy
{
    private int _writes;

    public int Writes => _writes;

    /// <summary>Leaves the first writes out of the count.</summary>
    public void Forget(int writes) => _writes -= writes;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var writes = message.Request.Method != RequestMethod.Get;
        if (!afterwards && writes && Interlocked.Increment(ref _writes) == at)
        {
            throw new DiedException();
        }

        await ProcessNextAsync(message, pipeline);

        // A refused write took no effect.
        if (afterwards && writes && message.Response.Status < 400 && Interlocked.Increment(ref _writes) == at)
        {
            throw new DiedException();
        }
    }
}

internal sealed class DiedException : Exception;
