using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;

namespace Distill.Functions.Telemetry;

/// <summary>
/// Sends metrics, logs and traces to Application Insights, where the settings name one; without them nothing is collected. host.json's
/// <c>telemetryMode</c> tells the host to do the same, so that a run stands there once.
/// </summary>
internal static class AzureMonitor
{
    /// <summary>All meters of the app: their names begin so.</summary>
    private const string Meters = "Distill.*";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
        {
            return services;
        }

        // Alerts and the workbook show messages as people read them, and find events by their ids, which the exporter adds.
        services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        services.AddLogging(AddFilters);
        var telemetry = services
            .AddOpenTelemetry()
            .WithMetrics(AddMeters)
            .UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                exporter.Credential = Identity(configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);

                // Requests are sampled, and counted by ItemCount. What is logged is rare and wakes people: it is kept whether or not its trace is.
                exporter.EnableTraceBasedLogsSampler = false;
            });
        telemetry.UseFunctionsWorkerDefaults();
        return services;
    }

    /// <summary>
    /// ASP.NET Core's lines on every request stay here: traces have what they say, and at thousands of lookups a second they would eat the
    /// workspace's day.
    /// </summary>
    public static void AddFilters(ILoggingBuilder logging) =>
        logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning);

    public static void AddMeters(MeterProviderBuilder metrics) => metrics.AddMeter(Meters);

    /// <summary>
    /// The identity that the host reports with: <c>ClientId=...;Authorization=AAD</c>. Null where the connection string does alone.
    /// </summary>
    private static ManagedIdentityCredential? Identity(string? authentication)
    {
        var clientId = authentication?.Split(';').Select(part => part.Split('=', 2)).FirstOrDefault(p => p is ["ClientId", _])?[1];
        return clientId is { Length: > 0 } ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId)) : null;
    }
}
