using System.Runtime.InteropServices;

namespace Distill.LocalHost.Hosting;

/// <summary>
/// Stops the host on Ctrl-C, SIGTERM or SIGQUIT. The second signal ends the process at once. On request, the end of the standard input stops it too.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PosixSignalRegistration> _registrations;

    /// <param name="withInput">Whether the end of the standard input stops the host. Its starter then holds it open while the host is to run.</param>
    public StopSignals(bool withInput)
    {
        _registrations =
        [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(signal =>
                PosixSignalRegistration.Create(signal, OnSignal)
            ),
        ];
        if (withInput)
        {
            // It needs a thread of its own, because the read can't be cancelled.
            new Thread(StopAfterInput) { IsBackground = true, Name = "Input" }.Start();
        }
    }

    public CancellationToken Stopping => _stopping.Token;

    public async Task WaitAsync() => await Task.Delay(Timeout.Infinite, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stopping.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (!_stopping.IsCancellationRequested)
        {
            context.Cancel = true;
            _stopping.Cancel();
        }
    }

    private void StopAfterInput()
    {
        using var input = Console.OpenStandardInput();
        try
        {
            while (input.ReadByte() >= 0) { }
        }
        catch (IOException)
        {
            // A broken pipe means the same as the end of the input.
        }
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The host has already stopped for another reason.
        }
    }
}
