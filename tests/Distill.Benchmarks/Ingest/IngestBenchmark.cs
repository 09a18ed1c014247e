using BenchmarkDotNet.Attributes;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Benchmarks.Ingest;

/// <summary>The hot path of one event: bytes to features, and a call into its window. An operation is one event; one thread.</summary>
public class IngestBenchmark
{
    private const int Calls = 10_000;

    private readonly EventParser _parser = new(new EventLimits());
    private byte[][] _events = [];
    private ApiCall[] _calls = [];
    private ApiCall[] _busy = [];
    private Dictionary<(AccountId, Hour), CallWindow> _windows = [];

    [GlobalSetup]
    public void Simulate()
    {
        _events = SomeCalls.Events(Calls);
        _calls = [.. _events.Select(e => SomeCalls.Parse(_parser, e))];
        _busy = [.. _calls.Take(CallWindow.Capacity).Select((call, i) => InOneWindow(call, _calls[0], i))];
        _windows = FoldNew();
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Parse()
    {
        foreach (var json in _events)
        {
            SomeCalls.Parse(_parser, json);
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public Dictionary<(AccountId, Hour), CallWindow> FoldNew()
    {
        var windows = new Dictionary<(AccountId, Hour), CallWindow>();
        Fold(windows);
        return windows;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void FoldDuplicates() => Fold(_windows);

    [Benchmark(OperationsPerInvoke = CallWindow.Capacity)]
    public CallWindow FillWindow()
    {
        var window = new CallWindow(_busy[0].Account, _busy[0].Hour);
        foreach (ref readonly var call in _busy.AsSpan())
        {
            window.Add(call);
        }

        return window;
    }

    private static ApiCall InOneWindow(ApiCall call, ApiCall first, int number) =>
        new()
        {
            Id = Fingerprint.Mix((ulong)number, 1),
            Account = first.Account,
            Micros = first.Micros,
            Model = call.Model,
            Platform = call.Platform,
            Reseller = call.Reseller,
            Prompt = call.Prompt,
        };

    private void Fold(Dictionary<(AccountId, Hour), CallWindow> windows) => SomeCalls.Fold(_calls, windows);
}
