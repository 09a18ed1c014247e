using System.Diagnostics;

namespace Distill.Benchmarks.Correlation;

/// <summary>Reads the memory in use ten times a second, on a thread of its own, and keeps the peaks.</summary>
internal sealed class MemoryWatch : IDisposable
{
    // Long enough to cost nothing: a look takes a millisecond.
    private const int IntervalMillis = 100;

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private long _managed;
    private long _resident;

    public MemoryWatch()
    {
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The most bytes on the managed heap, including garbage that is not collected yet.</summary>
    public long PeakManaged => Interlocked.Read(ref _managed);

    /// <summary>The most resident bytes.</summary>
    public long PeakResident => Interlocked.Read(ref _resident);

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        using var process = Process.GetCurrentProcess();
        do
        {
            process.Refresh();
            Interlocked.Exchange(ref _managed, Math.Max(_managed, GC.GetTotalMemory(false)));
            Interlocked.Exchange(ref _resident, Math.Max(_resident, process.WorkingSet64));
        } while (!_stop.Token.WaitHandle.WaitOne(IntervalMillis));
    }
}
