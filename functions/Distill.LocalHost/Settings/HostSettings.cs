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

    /// <summary>The full path of the folder for all files of the host.</summary>
    public required string DataPath { get; init; }

    public required LogFormat LogFormat { get; init; }

    /// <summary>How long running invocations may take to finish when the host stops.</summary>
    public required TimeSpan GracePeriod { get; init; }

    /// <summary>Whether the host stops when its standard input ends. Then it ends with the process that started it.</summary>
    public required bool StopWithInput { get; init; }

    /// <summary>How long a worker may take to start and load its functions.</summary>
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
                InMemory = read.Flag("LocalAzurite:InMemory", false),
                StartTimeout = read.Duration("LocalAzurite:StartTimeout", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
            },
        };
    }

    /// <summary>Returns the names and values to show at start. None is secret.</summary>
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
            ("LocalAzurite:InMemory", Azurite.InMemory.ToString()),
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
        // Kestrel picks a free port only for an address. A name such as localhost may stand for two addresses.
        return urls.Replace("://localhost:0", "://127.0.0.1:0", StringComparison.OrdinalIgnoreCase);
    }

    // Parse the address as Kestrel does. Another parser may take http://loopback for loopback, where Kestrel listens on all addresses.
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

/// <summary>Settings of the local Event Hubs endpoint.</summary>
internal sealed record LocalEventHubsSettings
{
    public required bool Enabled { get; init; }

    /// <summary>The endpoint's port; 0 picks a free one.</summary>
    public required int Port { get; init; }

    public required int Partitions { get; init; }

    /// <summary>The name of the setting that receives the endpoint's connection string.</summary>
    public required string ConnectionSetting { get; init; }
}

/// <summary>Settings of Azurite, which starts if a storage setting asks for development storage. Port 0 picks a free one.</summary>
internal sealed record LocalAzuriteSettings
{
    public required bool Enabled { get; init; }
    public required int BlobPort { get; init; }
    public required int QueuePort { get; init; }
    public required int TablePort { get; init; }

    /// <summary>Keeps nothing on disk. Otherwise Azurite writes all its tables anew every five seconds.</summary>
    public bool InMemory { get; init; }

    /// <summary>How long Azurite may take to start once it is installed.</summary>
    public required TimeSpan StartTimeout { get; init; }
}
