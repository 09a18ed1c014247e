using System.Diagnostics;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Worker;

/// <summary>Logs what a worker writes to its console. Keeps the last lines for the message if it does not start.</summary>
internal sealed class WorkerOutput
{
    private const int Kept = 40;

    private readonly ILogger _log;
    private readonly Queue<string> _tail = new();

    public WorkerOutput(Process process, ILogger log)
    {
        _log = log;
        process.OutputDataReceived += (_, line) => Show(line.Data);
        process.ErrorDataReceived += (_, line) => Show(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Returns the last lines.</summary>
    public string Tail()
    {
        lock (_tail)
        {
            return string.Join(Environment.NewLine, _tail);
        }
    }

    private void Show(string? line)
    {
        if (line is null)
        {
            return;
        }
        _log.WorkerSaid(line);
        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > Kept)
            {
                _tail.Dequeue();
            }
        }
    }
}
