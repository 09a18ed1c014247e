using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Benchmarks.Ingest;

/// <summary>The hot path of one event: bytes to features, and a call into its window. An operation is one event; one thread.</summary>
public class IngestBenchmark
{
    private const int Accounts = 2000;
    private const int Calls = 10_000;

    private readonly EventParser _parser = new(new EventLimits());
    private byte[][] _events = [];
    private ApiCall[] _calls = [];
    private ApiCall[] _busy = [];
    private DateTimeOffset _arrived;
    private Dictionary<(AccountId, Hour), CallWindow> _windows = [];

    [GlobalSetup]
    public void Simulate()
    {
        var simulation = new SimulationRun(Ladder.Rung("thin", new LadderSize(Accounts, Accounts / 12, 1)));
        _events = [.. simulation.Events().Where(e => e.Kind == WireEventKind.Call).Select(e => e.Json.ToArray()).Take(Calls)];
        if (_events.Length < Calls)
        {
            throw new InvalidOperationException($"The simulation has only {_events.Length} calls.");
        }

        _arrived = simulation.Scenario.Start.AddDays(1);
        _calls = [.. _events.Select(e => _parser.Parse(e, _arrived).Call)];
        _busy = [.. _calls.Take(CallWindow.Capacity).Select((call, i) => InOneWindow(call, _calls[0], i))];
        _windows = FoldNew();
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Parse()
    {
        foreach (var json in _events)
        {
            if (_parser.Parse(json, _arrived).Kind != EventKind.Call)
            {
                throw new InvalidOperationException("The parser refused a call of the simulation.");
            }
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

    private void Fold(Dictionary<(AccountId, Hour), CallWindow> windows)
    {
        foreach (ref readonly var call in _calls.AsSpan())
        {
            ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(windows, (call.Account, call.Hour), out _);
            (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
        }
    }
}
