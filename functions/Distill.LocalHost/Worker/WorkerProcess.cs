using System.ComponentModel;
using System.Diagnostics;
using Distill.LocalHost.Rpc;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Worker;

/// <summary>A worker in a process of its own, which ends when this process does.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly WorkerOutput _output;

    private WorkerProcess(Process process, ILogger log)
    {
        _process = process;
        _output = new WorkerOutput(process, log);
        Id = process.Id;
        Ended = EndAsync();
    }

    public int Id { get; }

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended { get; }

    /// <summary>The process's exit code. It is set when the process has ended.</summary>
    public int ExitCode { get; private set; }

    /// <summary>The last lines that the worker wrote to its console.</summary>
    public string LastWords => _output.Tail();

    /// <exception cref="StartupException">The executable can't be run.</exception>
    public static WorkerProcess Start(WorkerApp app, string workerId, Uri host, IReadOnlyDictionary<string, string?> environment, ILogger log)
    {
        var start = new ProcessStartInfo(Executable(app))
        {
            WorkingDirectory = app.Folder,
            // The host holds this input open and never writes to it. See StartupHook.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in app.Arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (
            var argument in (string[])
                [
                    "--functions-uri",
                    host.AbsoluteUri,
                    "--functions-worker-id",
                    workerId,
                    "--functions-request-id",
                    Guid.NewGuid().ToString(),
                    "--functions-grpc-max-message-length",
                    $"{RpcServer.MaxMessageBytes}",
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        try
        {
            return new WorkerProcess(Process.Start(start)!, log);
        }
        catch (Win32Exception e)
        {
            throw new StartupException($"the worker can't be started: {start.FileName}: {e.Message}", e);
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Waits this long for the worker to end by itself, then kills it.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        try
        {
            await Ended.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            Kill();
            await Ended;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(TimeSpan.Zero);
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        await _process.WaitForExitAsync();
        ExitCode = _process.ExitCode;
    }

    // If the app runs on dotnet and this process does too, use the same dotnet, not the first one on the path.
    private static string Executable(WorkerApp app) =>
        app.Executable == "dotnet" && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath!
            : app.Executable;
}
