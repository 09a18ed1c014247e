using System.Diagnostics;
using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Machine;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Azurite;

/// <summary>Which process runs Azurite on a data folder, kept there so that one left behind can be ended by the next start.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Started">When that process started: ids are used again.</param>
internal sealed record AzuriteRecord(int Pid, DateTimeOffset Started)
{
    private const string Name = "azurite.json";

    // A process's start is computed from the machine's, whose clock may have been set since.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(5);

    public static AzuriteRecord Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime());

    public void Write(DataFolder folder) => DraftFile.Write(folder.File(Name), JsonSerializer.SerializeToUtf8Bytes(this));

    public static void Remove(DataFolder folder) => File.Delete(folder.File(Name));

    /// <summary>Ends the Azurite that an earlier holder of the folder left behind, if what runs under its id is surely that.</summary>
    /// <param name="folder">Held by us.</param>
    /// <param name="leash">The script on its command line, which no other process runs.</param>
    /// <param name="patience">How long it may take to close its files and end by itself, as it does once its starter is gone.</param>
    /// <param name="log">Where it is told.</param>
    /// <param name="cancellationToken">Calls the start off, and with it the end.</param>
    public static async Task EndLeftoverAsync(DataFolder folder, string leash, TimeSpan patience, ILogger log, CancellationToken cancellationToken)
    {
        if (Read(folder, log) is not { } record)
        {
            return;
        }

        using var process = record.Open(leash);
        if (process is not null)
        {
            log.AzuriteLeftOver(record.Pid);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(patience);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                await process.WaitForExitAsync(cancellationToken);
            }
        }
        Remove(folder);
    }

    private static AzuriteRecord? Read(DataFolder folder, ILogger log)
    {
        var path = folder.File(Name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<AzuriteRecord>(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            log.AzuriteRecordUnreadable(e, path);
            return null;
        }
    }

    /// <summary>The process if it still runs and is ours: the id, the time it started and, where the system tells it, the command line.</summary>
    private Process? Open(string leash)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(Pid);
        }
        catch (ArgumentException)
        {
            return null;
        }
        if (IsOurs(process, leash))
        {
            return process;
        }

        process.Dispose();
        return null;
    }

    private bool IsOurs(Process process, string leash)
    {
        try
        {
            var commandLine = $"/proc/{Pid}/cmdline";
            return (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() < s_tolerance
                && (!OperatingSystem.IsLinux() || File.ReadAllText(commandLine).Split('\0').Contains(leash));
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // It ended while we looked.
            return false;
        }
    }
}
