using Distill.Functions.Correlation;
using Distill.Functions.Honeypots;
using Distill.Functions.Ingest;
using Distill.Functions.Publishing;
using Distill.Functions.Retention;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Functions.Volumes;

namespace Distill.Functions;

/// <summary>What the triggers are made of.</summary>
internal static class Composition
{
    /// <exception cref="SettingsException">Settings are wrong: all that are, at once.</exception>
    public static IServiceCollection AddDistill(this IServiceCollection services, IConfiguration configuration)
    {
        List<string> errors = [.. StorageConnection.Errors(configuration), .. VolumeDetector.Errors(configuration)];
        var options = DistillOptions.Read(configuration, errors);
        if (errors.Count > 0)
        {
            throw new SettingsException(errors);
        }

        return services
            .AddMetrics()
            .AddTelemetry(configuration)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options.Events)
            .AddSingleton(options.Ingest)
            .AddSingleton(options.Correlation)
            .AddSingleton(options.Detection)
            .AddSingleton(options.Volumes)
            .AddSingleton(options.Retention)
            .AddSingleton(options.Honeypots)
            .AddSingleton(options.Verdicts)
            .AddSingleton(options.Auth)
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
            .AddSingleton<VolumeTable>()
            .AddSingleton<ActivityTable>()
            .AddSingleton<IngestMetrics>()
            .AddSingleton<BatchReader>()
            .AddSingleton<WindowFold>()
            .AddSingleton<Ingestion>()
            .AddSingleton<LastAttempt>()
            .AddSingleton<WindowSource>()
            .AddSingleton<StateStore>()
            .AddSingleton<CorrelationMetrics>()
            .AddSingleton(VolumeDetector.Open)
            .AddSingleton<VolumeWatch>()
            .AddSingleton<CorrelationRun>()
            .AddSingleton<EventExpiry>()
            .AddSingleton<VerdictExpiry>()
            .AddSingleton<CodeBookTable>()
            .AddSingleton<ReceiptTable>()
            .AddSingleton<Marking>()
            .AddSingleton<Publication>()
            .AddPublishing();
    }

    private static IServiceCollection AddPublishing(this IServiceCollection services) =>
        services
            .AddSingleton<LedgerTable>()
            .AddSingleton<ChangeTable>()
            .AddSingleton<Ledger>()
            .AddSingleton<ClusterReader>()
            .AddSingleton<ChangeLog>()
            .AddSingleton<ViewReader>()
            .AddSingleton(s =>
            {
                var views = ActivatorUtilities.CreateInstance<VerdictView>(s);
                views.Followed = (view, cancellationToken) => s.GetRequiredService<Decider>().SettleAsync(view, cancellationToken);
                return views;
            })
            .AddSingleton<VerdictLookup>()
            .AddSingleton<ChangesReader>()
            .AddSingleton<Decider>()
            .AddSingleton<Forgetting>();
}
