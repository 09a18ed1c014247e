using Distill.Core.Newcomers;
using Distill.Core.Windows;
using Distill.Functions.Api;
using Distill.Functions.Auth;
using Distill.Functions.Console;
using Distill.Functions.Correlation;
using Distill.Functions.Honeypots;
using Distill.Functions.Ingest;
using Distill.Functions.Newcomers;
using Distill.Functions.Notifications;
using Distill.Functions.Otlp;
using Distill.Functions.Publishing;
using Distill.Functions.Resellers;
using Distill.Functions.Retention;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Functions.Volumes;

namespace Distill.Functions;

/// <summary>Registers everything that the triggers need.</summary>
internal static class Composition
{
    /// <summary>Registers the app's parts. <see cref="SettingsCheck.CheckSettings"/> then checks all settings at once.</summary>
    public static IServiceCollection AddDistill(this IServiceCollection services, IConfiguration configuration)
    {
        var sections = new DistillSections(services, configuration);
        var features = sections.AddAll();
        ConnectionSettings.Add(
            services,
            () =>
                [
                    .. TableConnection.Errors(configuration),
                    .. VolumeDetector.Errors(configuration),
                    .. features.Missing(configuration),
                    .. sections.UnknownSections(),
                ]
        );
        return services
            .AddMetrics()
            .AddTelemetry(configuration)
            .AddSingleton(TimeProvider.System)
            .AddTables()
            .AddFunctions()
            .AddPublishing()
            .AddConsole();
    }

    private static IServiceCollection AddTables(this IServiceCollection services) =>
        services
            .AddSingleton(TableConnection.Open)
            .AddSingleton<TableStore>()
            .AddSingleton(s => s.GetRequiredService<FeatureOptions>().ReadKeys())
            .AddSingleton(s => new WindowSeal(s.GetRequiredService<FeatureKeys>().Store))
            .AddSingleton(s => new WindowTable(
                TableConnection.OpenWindows(s) is { } apart ? new TableStore(apart) : s.GetRequiredService<TableStore>(),
                s.GetRequiredService<WindowSeal>(),
                s.GetRequiredService<ILogger<WindowTable>>()
            ))
            .AddSingleton(s => new WindowCache(s.GetRequiredService<IngestOptions>().CachedCalls))
            .AddSingleton<FactTable>()
            .AddSingleton<SpanPartTable>()
            .AddSingleton<ProgressTable>()
            .AddSingleton<DeadLetterTable>()
            .AddSingleton<EventTables>()
            .AddSingleton<AccountVerdictTable>()
            .AddSingleton<ClusterTable>()
            .AddSingleton(s => new OperatorIndexCodec(s.GetRequiredService<FeatureKeys>().Store))
            .AddSingleton<OperatorTable>()
            .AddSingleton<SightingTable>()
            .AddSingleton<PortraitTable>()
            .AddSingleton<RunWeightsTable>()
            .AddSingleton<ValueTable>()
            .AddSingleton<FactDaysTable>()
            .AddSingleton<StateTable>()
            .AddSingleton<SetAsideTable>()
            .AddSingleton<LedgerTable>()
            .AddSingleton<ChangeTable>()
            .AddSingleton<VolumeTable>()
            .AddSingleton<ResellerTable>()
            .AddSingleton<ActivityTable>()
            .AddSingleton<CodeBookTable>()
            .AddSingleton<ReceiptTable>()
            .AddSingleton<DeskTable>()
            .AddSingleton<AuditTable>()
            .AddSingleton<AllowTable>()
            .AddSingleton<IndicatorTable>()
            .AddSingleton<NoticeTable>();

    private static IServiceCollection AddFunctions(this IServiceCollection services) =>
        services
            .AddSingleton(s => s.GetRequiredService<ListOptions>().Read(s.GetRequiredService<ILogger<ListOptions>>()))
            .AddSingleton<IngestMetrics>()
            .AddSingleton<HubAgain>()
            .AddSingleton<MissedEvents>()
            .AddSingleton<BatchReader>()
            .AddSingleton<LetterWriter>()
            .AddSingleton<WindowFold>()
            .AddSingleton<OperatorCopy>()
            .AddSingleton<SightingWriter>()
            .AddSingleton<BatchWriter>()
            .AddSingleton<LastAttempt>()
            .AddSingleton<OtlpReader>()
            .AddSingleton<OtlpIntake>()
            .AddSingleton<SpanJoin>()
            .AddSingleton<CorrelationMetrics>()
            .AddSingleton(VolumeDetector.Open)
            .AddSingleton<VolumeReader>()
            .AddSingleton<VolumeWatch>()
            .AddSingleton<ResellerWatch>()
            .AddSingleton<WindowSource>()
            .AddSingleton<WarmSession>()
            .AddSingleton<PoisonedHours>()
            .AddSingleton<DueHours>()
            .AddSingleton<RunInputs>()
            .AddSingleton<HourCorrelation>()
            .AddSingleton<HourLoop>()
            .AddSingleton<StateStore>()
            .AddSingleton<RunPublisher>()
            .AddSingleton<WebhookSender>()
            .AddSingleton<Notifier>()
            .AddSingleton<CorrelationRun>()
            .AddSingleton<NewcomerMetrics>()
            .AddSingleton<SightingReader>()
            .AddSingleton<NewcomerLedger>()
            .AddSingleton<NewcomerRun>()
            .AddSingleton<EventClock>()
            .AddSingleton<EventExpiry>()
            .AddSingleton<SilentAccounts>()
            .AddSingleton<OldFindings>()
            .AddSingleton<VerdictExpiry>()
            .AddSingleton<CodeBooks>()
            .AddSingleton<EpochMarker>()
            .AddSingleton<MarkReader>()
            .AddSingleton<AuditReader>();

    private static IServiceCollection AddPublishing(this IServiceCollection services) =>
        services
            .AddSingleton<Ledger>()
            .AddSingleton<ClusterReader>()
            .AddSingleton<ChangeLog>()
            .AddSingleton<ViewReader>()
            .AddSingleton<DecisionPublisher>()
            .AddSingleton<ProvisionalPublisher>()
            .AddSingleton<ViewFollower>()
            .AddSingleton<VerdictLookup>()
            .AddSingleton<ChangesReader>()
            .AddSingleton<AnalystDecisions>()
            .AddSingleton<VerdictRemover>();

    private static IServiceCollection AddConsole(this IServiceCollection services) =>
        services
            .AddSingleton<CallerRoles>()
            .AddSingleton<AnalystDesk>()
            .AddSingleton<ConsoleReader>()
            .AddSingleton<PortraitReader>()
            .AddSingleton<ClusterBuilder>()
            .AddSingleton<ResellerPages>()
            .AddSingleton<BacktestBuilder>()
            .AddSingleton<DecideBuilder>()
            .AddSingleton<AccountBuilder>()
            .AddSingleton<SearchBuilder>()
            .AddSingleton<TrendsBuilder>()
            .AddSingleton<ConsolePages>()
            .AddSingleton<ConsoleForms>()
            .AddSingleton<DeskForms>()
            .AddSingleton<FormReading>()
            .AddSingleton<AllowForms>();
}
