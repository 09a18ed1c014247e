using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Distill.Cli.Doctor;

/// <summary>Looks at the machine: what the commands need of it.</summary>
internal static class MachineChecks
{
    private const int NeededNode = 20;
    private const double Gigabyte = 1e9;

    // A million calls need about that much, in memory and in temporary files.
    private const double NeededMemory = 2 * Gigabyte;
    private const double NeededDisk = 2 * Gigabyte;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // What the development host and the demo listen on.
    private static readonly (int Port, string Use, string Fix)[] s_ports =
    [
        (7071, "the app", "Stop what listens there, or start with --port or ASPNETCORE_URLS on another port."),
        (5672, "the Event Hubs endpoint", "Stop what listens there, or set LocalEventHubs:Port."),
    ];

    public static async Task<IReadOnlyList<CheckResult>> AllAsync(CancellationToken cancellationToken) =>
        [
            Runtime(),
            await NodeAsync(cancellationToken).ConfigureAwait(false),
            Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            TemporaryFolder(Path.GetTempPath()),
            .. s_ports.Select(p => Port(p.Port, p.Use, p.Fix)),
        ];

    /// <summary>Whether Node.js is there, and new enough.</summary>
    /// <param name="version">What <c>node --version</c> prints; null if there is none.</param>
    public static CheckResult Node(string? version)
    {
        const string Name = "Node.js";
        const string Fix = "Install Node.js 20 or later (nodejs.org). Only demo, the development host and some tests need it, for Azurite.";
        return version is null ? new CheckResult(Name, Health.Limited, "not found", Fix)
            : int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && major >= NeededNode
                ? new CheckResult(Name, Health.Good, version)
            : new CheckResult(Name, Health.Limited, version, Fix);
    }

    /// <summary>Whether temporary files can be written, and have room.</summary>
    public static CheckResult TemporaryFolder(string folder)
    {
        const string Name = "temporary files";
        const string Fix = "Set TMPDIR (on Windows TEMP) to a folder on a disk with room.";
        try
        {
            var probe = Path.Combine(folder, $"distill-doctor-{Guid.NewGuid():n}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
            return new CheckResult(
                Name,
                free >= NeededDisk ? Health.Good : Health.Limited,
                $"{Size(free)} free in {folder}",
                free >= NeededDisk ? "" : Fix
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new CheckResult(Name, Health.Bad, $"{folder} can't be written: {e.Message}", Fix);
        }
    }

    /// <summary>Whether a port of this machine is free.</summary>
    public static CheckResult Port(int port, string use, string fix)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"port {port}");
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new CheckResult(name, Health.Good, $"free for {use}");
        }
        catch (SocketException e)
        {
            return new CheckResult(name, Health.Limited, $"taken ({e.SocketErrorCode}); {use} needs it", fix);
        }
    }

    private static CheckResult Runtime() => new(".NET", Health.Good, $"{Environment.Version}, {Environment.ProcessorCount} processors");

    private static CheckResult Memory(long bytes) =>
        bytes >= NeededMemory
            ? new CheckResult("memory", Health.Good, Size(bytes))
            : new CheckResult(
                "memory",
                Health.Limited,
                Size(bytes),
                "Audit shorter periods at a time (--since, --until), or use a machine with more memory."
            );

    private static async Task<CheckResult> NodeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true });
            var version = await node!.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            return Node(version.Trim() is { Length: > 0 } text ? text : null);
        }
        catch (Exception e) when (e is Win32Exception || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Node(null);
        }
    }

    private static string Size(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Gigabyte:0.#} GB");
}
