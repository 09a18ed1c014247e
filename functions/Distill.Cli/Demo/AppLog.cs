using System.Diagnostics;

namespace Distill.Cli.Demo;

/// <summary>Writes what the app prints to a file, and remembers the last lines.</summary>
internal sealed class AppLog(string path) : IDisposable
{
    private const int TailLines = 25;

    private readonly Lock _lock = new();
    private readonly Queue<string> _tail = new();
    private readonly StreamWriter _file = new(path) { AutoFlush = true };
    private bool _isClosed;

    public string Path => path;

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines that the app printed.</summary>
    public IReadOnlyList<string> Tail()
    {
        lock (_lock)
        {
            return [.. _tail];
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _file.Dispose();
        }
    }

    private void Add(string? line)
    {
        lock (_lock)
        {
            if (line is null || _isClosed)
            {
                return;
            }

            _file.WriteLine(line);
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }
        }
    }
}
