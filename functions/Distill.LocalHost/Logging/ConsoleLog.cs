using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Distill.LocalHost.Logging;

/// <summary>
/// Structured lines on the console. Levels: these defaults, above them host.json's logging.logLevel, above them the setting Logging.
/// </summary>
internal static class ConsoleLog
{
    public static void Add(ILoggingBuilder logging, IConfiguration configuration, HostJson hostJson, LogFormat format)
    {
        logging.AddFilter(null, LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Azure", LogLevel.Warning);
        logging.AddFilter("Grpc", LogLevel.Warning);
        // YARP warns for a broken answer and for a client that left. Our own line tells which it was.
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
