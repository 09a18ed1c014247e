using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace Distill.Functions.Tests.Telemetry;

/// <summary>The app's log lines are exported. The web server's lines about every request are not.</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("Distill.Functions.Correlation.CorrelationRun", LogLevel.Information, true)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Routing.EndpointMiddleware", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error, true)]
    public void Lines_AreExportedUnlessTheyAreOfEveryRequest(string category, LogLevel level, bool isExported)
    {
        List<LogRecord> exported = [];
        using var loggers = LoggerFactory.Create(logging =>
        {
            logging.AddOpenTelemetry(options => options.AddInMemoryExporter(exported));
            Distill.Functions.Telemetry.AzureMonitor.AddFilters(logging);
        });

        loggers.CreateLogger(category).Log(level, default, "A line.", null, (line, _) => line);

        Assert.Equal(isExported ? 1 : 0, exported.Count);
    }
}
