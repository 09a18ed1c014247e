using System.Runtime.InteropServices;

namespace Distill.LocalHost.Hosting;

/// <summary>Ctrl-C and SIGTERM ask the host to stop; the second of them ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public StopSignals() => _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(
        signal => PosixSignalRegistration.Create(signal, OnSignal))];

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
}
