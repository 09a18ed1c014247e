using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Distill.LocalHost.Logging;

/// <summary>
/// Structured log lines on the console. Sources of the levels, from lowest to highest: the defaults here, host.json's logging.logLevel, and the
/// setting Logging.
/// </summary>
internal static class ConsoleLog
{
    public static void Add(ILoggingBuilder logging, IConfiguration configuration, HostJson hostJson, LogFormat format)
    {
        logging.AddFilter(null, LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Azure", LogLevel.Warning);
        logging.AddFilter("Grpc", LogLevel.Warning);
        // YARP warns of broken answers and of clients that left, without telling them apart. Our own log line does that.
        logging.AddFilter("Yarp", LogLevel.Error);
        logging.AddConfiguration(hostJson.Logging);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                options.IncludeScopes = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
                options.SingleLine = true;
                options.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
    }
}
