using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Azurite;

internal sealed class AzuriteEndedException() : Exception("Azurite's process ended.");

/// <summary>Reads from Azurite's output its process id and the ports that it listens on.</summary>
internal sealed partial class AzuriteOutput
{
    private const int Kept = 20;

    private readonly ILogger _log;
    private readonly Queue<string> _tail = new();
    private readonly TaskCompletionSource<int> _pid = New();
    private readonly Dictionary<string, TaskCompletionSource<int>> _ports = new()
    {
        ["Blob"] = New(),
        ["Queue"] = New(),
        ["Table"] = New(),
    };

    public AzuriteOutput(Process process, ILogger log)
    {
        _log = log;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Task<int> Pid => _pid.Task;

    public Task<int> BlobPort => _ports["Blob"].Task;

    public Task<int> QueuePort => _ports["Queue"].Task;

    public Task<int> TablePort => _ports["Table"].Task;

    /// <summary>Returns the last lines of the output.</summary>
    public string Tail()
    {
        lock (_tail)
        {
            return string.Join(Environment.NewLine, _tail);
        }
    }

    private void Read(string? line)
    {
        Keep(line);
        if (line is null)
        {
            foreach (var awaited in _ports.Values.Append(_pid))
            {
                awaited.TrySetException(new AzuriteEndedException());
            }
        }
        else if (PidLine().Match(line) is { Success: true } pid)
        {
            _pid.TrySetResult(int.Parse(pid.Groups[1].Value, CultureInfo.InvariantCulture));
        }
        else if (PortLine().Match(line) is { Success: true } port)
        {
            _ports[port.Groups[1].Value].TrySetResult(int.Parse(port.Groups[2].Value, CultureInfo.InvariantCulture));
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.AzuriteSaid(line);
        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > Kept)
            {
                _tail.Dequeue();
            }
        }
    }

    private static TaskCompletionSource<int> New()
    {
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Observe the exception. If one of these tasks fails, the others may never be awaited.
        _ = source.Task.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return source;
    }

    [GeneratedRegex(@"^leash: pid (\d+)$")]
    private static partial Regex PidLine();

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at http://[^:]+:(\d+)$")]
    private static partial Regex PortLine();
}
