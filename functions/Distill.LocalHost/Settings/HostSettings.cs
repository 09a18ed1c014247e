using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

internal enum LogFormat
{
    Simple,
    Json,
}

/// <summary>The local host's own settings.</summary>
internal sealed record HostSettings
{
    public const string LocalHttpPort = "LocalHost:HttpPort";
    public const string DefaultUrls = "http://127.0.0.1:7071";

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public required string Urls { get; init; }

    /// <summary>Full path of the folder for everything that the host keeps.</summary>
    public required string DataPath { get; init; }

    public required LogFormat LogFormat { get; init; }

    /// <summary>What running invocations get to finish in when the host stops.</summary>
    public required TimeSpan GracePeriod { get; init; }

    /// <summary>Whether the host stops when its standard input ends, and so with the process that started it.</summary>
    public required bool StopWithInput { get; init; }

    /// <summary>How long a worker may take until its functions are loaded.</summary>
    public required TimeSpan WorkerTimeout { get; init; }

    public required LocalEventHubsSettings EventHubs { get; init; }

    public required LocalAzuriteSettings Azurite { get; init; }

    public static HostSettings Read(IConfiguration configuration, StartupProblems problems)
    {
        var read = new SettingReader(configuration, problems, SettingName.Written);
        return new HostSettings
        {
            Urls = ReadUrls(configuration, read, problems),
            DataPath = Path.GetFullPath(read.Text("LocalHost:DataPath", ".distill")),
            LogFormat = read.Choice("LocalHost:LogFormat", LogFormat.Simple),
            GracePeriod = read.Duration("LocalHost:GracePeriod", TimeSpan.FromSeconds(20), TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            StopWithInput = read.Flag("LocalHost:StopWithInput", false),
            WorkerTimeout = read.Duration("LocalHost:WorkerTimeout", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
            EventHubs = new LocalEventHubsSettings
            {
                Enabled = read.Flag("LocalEventHubs:Enabled", false),
                Port = read.Number("LocalEventHubs:Port", 5672, 0, 65535),
                Partitions = read.Number("LocalEventHubs:Partitions", 4, 1, 1024),
                ConnectionSetting = read.Text("LocalEventHubs:ConnectionSetting", "EventHubConnection"),
            },
            Azurite = new LocalAzuriteSettings
            {
                Enabled = read.Flag("LocalAzurite:Enabled", true),
                BlobPort = read.Number("LocalAzurite:BlobPort", 10000, 0, 65535),
                QueuePort = read.Number("LocalAzurite:QueuePort", 10001, 0, 65535),
                TablePort = read.Number("LocalAzurite:TablePort", 10002, 0, 65535),
                StartTimeout = read.Duration("LocalAzurite:StartTimeout", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
            },
        };
    }

    /// <summary>Names and values to show at start; nothing here is secret.</summary>
    public IEnumerable<(string Name, string Value)> Shown() =>
        [
            ("urls", Urls),
            ("LocalHost:DataPath", DataPath),
            ("LocalHost:LogFormat", LogFormat.ToString()),
            ("LocalHost:GracePeriod", GracePeriod.ToString()),
            ("LocalHost:StopWithInput", StopWithInput.ToString()),
            ("LocalHost:WorkerTimeout", WorkerTimeout.ToString()),
            ("LocalEventHubs:Enabled", EventHubs.Enabled.ToString()),
            ("LocalEventHubs:Port", $"{EventHubs.Port}"),
            ("LocalEventHubs:Partitions", $"{EventHubs.Partitions}"),
            ("LocalEventHubs:ConnectionSetting", EventHubs.ConnectionSetting),
            ("LocalAzurite:Enabled", Azurite.Enabled.ToString()),
            ("LocalAzurite:BlobPort", $"{Azurite.BlobPort}"),
            ("LocalAzurite:QueuePort", $"{Azurite.QueuePort}"),
            ("LocalAzurite:TablePort", $"{Azurite.TablePort}"),
            ("LocalAzurite:StartTimeout", Azurite.StartTimeout.ToString()),
        ];

    private static string ReadUrls(IConfiguration configuration, SettingReader read, StartupProblems problems)
    {
        var port = read.Number(LocalHttpPort, 7071, 0, 65535);
        var urls =
            new[] { configuration["urls"], configuration["ASPNETCORE_URLS"] }.FirstOrDefault(given => !string.IsNullOrWhiteSpace(given))
            ?? $"http://127.0.0.1:{port}";
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries))
        {
            if (
                !TryParse(url, out var address)
                || !address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
                || address.PathBase.Length > 0
            )
            {
                problems.Add($"urls has '{url}', but must be http addresses without a path, such as {DefaultUrls}.");
            }
            else if (!IsLoopback(address.Host))
            {
                problems.Add(
                    $"urls has '{url}', which other machines can reach. "
                        + $"This host asks for no keys and listens on loopback only, such as {DefaultUrls}."
                );
            }
        }
        // Kestrel takes a free port only on an address, not on a name that may stand for two.
        return urls.Replace("://localhost:0", "://127.0.0.1:0", StringComparison.OrdinalIgnoreCase);
    }

    // Kestrel's own reading of an address: what another reader takes for loopback, such as http://loopback, may be every address to it.
    private static bool TryParse(string url, [NotNullWhen(true)] out BindingAddress? address)
    {
        try
        {
            address = BindingAddress.Parse(url);
            return address.Port is >= 0 and <= IPEndPoint.MaxPort;
        }
        catch (FormatException)
        {
            address = null;
            return false;
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>The Event Hubs endpoint for one machine.</summary>
internal sealed record LocalEventHubsSettings
{
    public required bool Enabled { get; init; }

    /// <summary>0 takes a free port.</summary>
    public required int Port { get; init; }

    public required int Partitions { get; init; }

    /// <summary>The setting that gets the endpoint's connection string.</summary>
    public required string ConnectionSetting { get; init; }
}

/// <summary>Azurite, started when a storage setting asks for development storage. A port of 0 takes a free one.</summary>
internal sealed record LocalAzuriteSettings
{
    public required bool Enabled { get; init; }
    public required int BlobPort { get; init; }
    public required int QueuePort { get; init; }
    public required int TablePort { get; init; }

    /// <summary>The first start downloads the package.</summary>
    public required TimeSpan StartTimeout { get; init; }
}
