using System.Runtime.InteropServices;

namespace Distill.LocalHost.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM ask the host to stop; the second of them ends the process at once. If asked for, the end of the standard input stops it too.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PosixSignalRegistration> _registrations;

    /// <param name="withInput">Whether whoever started the host holds its standard input open for as long as the host is to run.</param>
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
            // A thread of its own: nobody can call the reading off.
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
            // A broken pipe says the same as its end.
        }
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The host has stopped for another reason.
        }
    }
}
