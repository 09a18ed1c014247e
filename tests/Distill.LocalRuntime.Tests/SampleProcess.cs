using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Distill.LocalRuntime.Hosting;

namespace Distill.LocalRuntime.Tests;

/// <summary>The sample app in a process of its own, in a folder of its own.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    // Longer than the app itself waits for Azurite, which it may have to fetch first: the app then says why it ended.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Assembly =
        typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SampleApp").Value!;

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    /// <param name="folder">Where it works and keeps its data.</param>
    /// <param name="args">Settings.</param>
    /// <param name="environment">Variables on top of ours.</param>
    /// <param name="ownGroup">Puts it into a process group of its own, as a shell does with what it starts.</param>
    public SampleProcess(string folder, string[] args, Dictionary<string, string>? environment = null, bool ownGroup = false)
    {
        Folder = folder;
        string[] command =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", Assembly, "--urls", "http://127.0.0.1:0",
            "--LocalEventHubs__Enabled=true", "--LocalEventHubs__Port=0", "--LedgerHub=ledger", .. args,
        ];
        var start = new ProcessStartInfo(ownGroup ? "setsid" : command[0], ownGroup ? command : command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Folder { get; }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public string DataPath => Path.Combine(Folder, ".distill");

    public string EndpointsPath => Path.Combine(DataPath, EndpointsFile.Name);

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>What its endpoints file says, once there is one of its own: a killed app leaves its file behind.</summary>
    public async Task<Endpoints> EndpointsAsync()
    {
        Endpoints? endpoints = null;
        await UntilAsync(() => _process.HasExited || (endpoints = Read())?.Pid == Id);
        Assert.False(_process.HasExited, Output);
        return endpoints!;
    }

    public Task SaysAsync(string text) => UntilAsync(() => Output.Contains(text, StringComparison.Ordinal));

    /// <summary>Sends a signal to the process, or to all of its group.</summary>
    public async Task SignalAsync(string signal, bool toGroup = false)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", $"{(toGroup ? "-" : "")}{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task EndsAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private Endpoints? Read() => File.Exists(EndpointsPath)
        ? JsonSerializer.Deserialize<Endpoints>(File.ReadAllText(EndpointsPath), JsonSerializerOptions.Web)
        : null;

    private async Task UntilAsync(Func<bool> reached)
    {
        var deadline = Stopwatch.StartNew();
        while (!reached())
        {
            Assert.True(deadline.Elapsed < Patience, $"Not reached within {Patience}. The app said:\n{Output}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
