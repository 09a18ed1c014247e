using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;

namespace Distill.Functions.Telemetry;

/// <summary>
/// Sends metrics, logs and traces to Application Insights if the settings name one. Otherwise nothing is collected. host.json's <c>telemetryMode</c>
/// tells the host to do the same, so that a run is reported once.
/// </summary>
internal static class AzureMonitor
{
    /// <summary>The names of all meters of the app begin like this.</summary>
    private const string Meters = "Distill.*";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
        {
            return services;
        }

        // Alerts and the workbook show formatted messages. They find events by their ids, which the exporter adds.
        services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        services.AddLogging(AddFilters);
        var telemetry = services
            .AddOpenTelemetry()
            .WithMetrics(AddMeters)
            .UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                exporter.Credential = Identity(configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);

                // Requests are sampled, and counted by ItemCount. Log lines are rare and wake people, so they are kept even if their trace is not.
                exporter.EnableTraceBasedLogsSampler = false;
            });
        telemetry.UseFunctionsWorkerDefaults();
        return services;
    }

    /// <summary>
    /// Keeps ASP.NET Core's lines about every request back. Traces say the same, and thousands of lookups a second would fill the workspace's daily
    /// cap.
    /// </summary>
    public static void AddFilters(ILoggingBuilder logging) =>
        logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning);

    public static void AddMeters(MeterProviderBuilder metrics) => metrics.AddMeter(Meters);

    /// <summary>
    /// The identity that the host reports with, <c>ClientId=...;Authorization=AAD</c>. Null if the connection string is enough.
    /// </summary>
    private static ManagedIdentityCredential? Identity(string? authentication)
    {
        var clientId = authentication?.Split(';').Select(part => part.Split('=', 2)).FirstOrDefault(p => p is ["ClientId", _])?[1];
        return clientId is { Length: > 0 } ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId)) : null;
    }
}
