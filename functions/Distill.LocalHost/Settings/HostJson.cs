using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>
/// The parts of host.json that this host uses. Settings named <c>AzureFunctionsJobHost__a__b</c> override the file.
/// </summary>
internal sealed record HostJson
{
    public const string Name = "host.json";
    private const string OverrideSection = "AzureFunctionsJobHost";

    /// <summary>The prefix of all HTTP routes; empty for none.</summary>
    public required string RoutePrefix { get; init; }

    /// <summary>The time limit of an invocation; null for none.</summary>
    public required TimeSpan? FunctionTimeout { get; init; }

    public required EventHubsHostOptions EventHubs { get; init; }

    /// <summary>The section whose <c>logLevel</c> rules apply.</summary>
    public required IConfiguration Logging { get; init; }

    public static HostJson Read(string? path, IConfiguration settings, StartupProblems problems)
    {
        var json = Load(path, settings, problems);
        var read = new SettingReader(json, problems, key => $"{Name}: {key.Replace(':', '.')}");
        if (path is not null && json["version"] != "2.0")
        {
            problems.Add($"{Name}: version is '{json["version"]}', but must be \"2.0\".");
        }

        return new HostJson
        {
            RoutePrefix = (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
            FunctionTimeout = ReadTimeout(json, read),
            EventHubs = EventHubsJson.Read(json.GetSection("extensions:eventHubs"), Name, problems),
            Logging = json.GetSection("logging"),
        };
    }

    public IEnumerable<(string Name, string Value)> Shown() =>
        [
            ("extensions.http.routePrefix", RoutePrefix.Length == 0 ? "(none)" : RoutePrefix),
            ("functionTimeout", FunctionTimeout?.ToString() ?? "(none)"),
            ("extensions.eventHubs.maxEventBatchSize", $"{EventHubs.MaxEventBatchSize}"),
            ("extensions.eventHubs.minEventBatchSize", $"{EventHubs.MinEventBatchSize}"),
            ("extensions.eventHubs.maxWaitTime", EventHubs.MaxWaitTime.ToString()),
            ("extensions.eventHubs.batchCheckpointFrequency", $"{EventHubs.BatchCheckpointFrequency}"),
            ("extensions.eventHubs.prefetchCount", $"{EventHubs.PrefetchCount}"),
            ("extensions.eventHubs.initialOffsetOptions", EventHubs.Initial.ToString()),
        ];

    private static IConfigurationRoot Load(string? path, IConfiguration settings, StartupProblems problems)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            if (path is not null)
            {
                builder.AddJsonStream(new MemoryStream(File.ReadAllBytes(path)));
            }
            // Copy the settings. A chained configuration would hide empty values, and an empty routePrefix has a meaning.
            return builder
                .AddInMemoryCollection(settings.GetSection(OverrideSection).AsEnumerable(makePathsRelative: true).Where(set => set.Value is not null))
                .Build();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            problems.Add($"{path} is not JSON: {e.Message}");
            return new ConfigurationBuilder().AddInMemoryCollection([new("version", "2.0")]).Build();
        }
    }

    // In the real host, -1 means no limit. Without the key, the limit is 30 minutes, as in the plan that we deploy to.
    private static TimeSpan? ReadTimeout(IConfiguration json, SettingReader read) =>
        json["functionTimeout"] is { } text
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)
        && days == -1
            ? null
            : read.Duration("functionTimeout", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
}
