using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Distill.LocalHost.Hosting;

namespace Distill.LocalHost.Tests;

/// <summary>The host as a process of its own, with the sample app.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly string _data;

    /// <param name="folder">The app and its settings.</param>
    /// <param name="args">Arguments on top of the folder's.</param>
    /// <param name="environment">Variables on top of ours.</param>
    /// <param name="ownGroup">Puts it into a process group of its own, as a shell does with what it starts.</param>
    public HostProcess(SampleFolder folder, string[]? args = null, Dictionary<string, string>? environment = null, bool ownGroup = false)
    {
        _data = folder.Data;
        string[] command =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            "exec",
            typeof(LocalHostApp).Assembly.Location,
            .. folder.Arguments(),
            .. args ?? [],
        ];

        // Tests that run in the background of a script inherit that Ctrl-C is ignored. The host of a test takes it.
        string[] started = ownGroup ? ["setsid", "env", "--default-signal=INT,TERM", .. command] : command;
        var start = new ProcessStartInfo(started[0], started[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public string EndpointsPath => Path.Combine(_data, EndpointsFile.Name);

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>What its endpoints file says, once there is one of its own: a killed host leaves its file behind.</summary>
    public async Task<Endpoints> EndpointsAsync()
    {
        Endpoints? endpoints = null;
        await Patience.UntilAsync(() => _process.HasExited || (endpoints = Read())?.Pid == Id, () => Output);
        Assert.False(_process.HasExited, Output);
        return endpoints!;
    }

    /// <summary>Ends its standard input, as our own end would.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public Task SaysAsync(string text) => Patience.UntilAsync(() => Output.Contains(text, StringComparison.Ordinal), () => Output);

    /// <summary>Sends a signal to the process, or to all of its group.</summary>
    public async Task SignalAsync(string signal, bool toGroup = false)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", $"{(toGroup ? "-" : "")}{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task EndsAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // What it started ends with it.
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private Endpoints? Read() =>
        File.Exists(EndpointsPath) ? JsonSerializer.Deserialize<Endpoints>(File.ReadAllText(EndpointsPath), JsonSerializerOptions.Web) : null;

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
