using System.Diagnostics;
using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Machine;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Azurite;

/// <summary>The process that runs Azurite on a data folder. It is stored there, so that the next start can end one that was left behind.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Started">When the process started. It is needed because the system reuses ids.</param>
internal sealed record AzuriteRecord(int Pid, DateTimeOffset Started)
{
    private const string Name = "azurite.json";

    // How far a start time may differ. The system computes it from the machine's start, and the clock may have been set since.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(5);

    public static AzuriteRecord Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime());

    public void Write(DataFolder folder) => DraftFile.Write(folder.File(Name), JsonSerializer.SerializeToUtf8Bytes(this));

    public static void Remove(DataFolder folder) => File.Delete(folder.File(Name));

    /// <summary>Ends the Azurite that an earlier holder of the folder left behind. It ends only a process that is surely that Azurite.</summary>
    /// <param name="folder">The data folder, which this process holds.</param>
    /// <param name="leash">The script on Azurite's command line. No other process runs it.</param>
    /// <param name="patience">How long Azurite may take to end by itself. It does so once its starter is gone, after closing its files.</param>
    /// <param name="log">Logs what happens.</param>
    /// <param name="cancellationToken">Cancels the start, and so this wait.</param>
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

    /// <summary>
    /// Returns the process if it still runs and is ours. It compares the id, the start time and, on Linux, the command line.
    /// </summary>
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
            // The process ended during the check.
            return false;
        }
    }
}
