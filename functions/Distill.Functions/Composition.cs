using Distill.Functions.Correlation;
using Distill.Functions.Ingest;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions;

/// <summary>What the triggers are made of.</summary>
internal static class Composition
{
    /// <exception cref="SettingsException">Settings are wrong: all that are, at once.</exception>
    public static IServiceCollection AddDistill(this IServiceCollection services, IConfiguration configuration)
    {
        List<string> errors = [.. StorageConnection.Errors(configuration)];
        var options = DistillOptions.Read(configuration, errors);
        if (errors.Count > 0)
        {
            throw new SettingsException(errors);
        }

        return services
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options.Events)
            .AddSingleton(options.Ingest)
            .AddSingleton(options.Correlation)
            .AddSingleton(options.Detection)
            .AddSingleton(s => options.Lists.Read(s.GetRequiredService<ILogger<ListOptions>>()))
            .AddSingleton(StorageConnection.Open)
            .AddSingleton<Tables>()
            .AddSingleton(s => new WindowTable(StorageConnection.OpenWindows(s) is { } apart ? new Tables(apart) : s.GetRequiredService<Tables>()))
            .AddSingleton(new WindowCache(options.Ingest.CachedCalls))
            .AddSingleton<FactTable>()
            .AddSingleton<ProgressTable>()
            .AddSingleton<DeadLetterTable>()
            .AddSingleton<VerdictTable>()
            .AddSingleton<ClusterTable>()
            .AddSingleton<StateTable>()
            .AddSingleton<IngestMetrics>()
            .AddSingleton<BatchReader>()
            .AddSingleton<WindowFold>()
            .AddSingleton<Ingestion>()
            .AddSingleton<LastAttempt>()
            .AddSingleton<WindowSource>()
            .AddSingleton<StateStore>()
            .AddSingleton<CorrelationRun>();
    }
}
