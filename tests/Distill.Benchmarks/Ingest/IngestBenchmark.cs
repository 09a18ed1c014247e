using System.Runtime.InteropServices;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
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

    private static readonly KeyRing s_keys = KeyRing.Of(new byte[KeyRing.MinBytes]);

    private readonly EventParser _parser = new(new EventLimits(), s_keys);
    private readonly WindowSeal _seal = new(s_keys);
    private byte[][] _events = [];
    private byte[][] _unsealed = [];
    private byte[][] _sealed = [];
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
        _unsealed = [.. _calls.Select(c => WithFeatures(c, null))];
        _sealed = [.. _calls.Select(c => WithFeatures(c, s_keys.At(c.Time)))];
        _windows = FoldNew();
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Parse() => ParseAll(_events);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void ParseFeatures() => ParseAll(_unsealed);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void ParseSealedFeatures() => ParseAll(_sealed);

    /// <summary>Encodes all windows. An operation is one call, as for <see cref="SealWindows"/>.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public long EncodeWindows() => _windows.Values.Sum(w => (long)CallWindowCodec.Encode(w).Length);

    [Benchmark(OperationsPerInvoke = Calls)]
    public long SealWindows() => _windows.Values.Sum(w => (long)_seal.Seal(w).Length);

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

    // The call as a client sends it, without the fields that matter to neither.
    private static byte[] WithFeatures(in ApiCall call, EpochKey? key)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "call");
            json.WriteString("id", $"{call.Id}");
            json.WriteString("time", call.Time.UtcDateTime);
            json.WriteString("account", call.Account.Value);
            json.WriteString("model", call.Model);
            json.WritePropertyName("promptFeatures");
            FeaturesJson.Write(json, call.Prompt, key, call.Id);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void ParseAll(byte[][] events)
    {
        foreach (var json in events)
        {
            if (_parser.Parse(json, _arrived).Kind != EventKind.Call)
            {
                throw new InvalidOperationException("The parser refused a call of the simulation.");
            }
        }
    }

    private void Fold(Dictionary<(AccountId, Hour), CallWindow> windows)
    {
        foreach (ref readonly var call in _calls.AsSpan())
        {
            ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(windows, (call.Account, call.Hour), out _);
            (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
        }
    }
}
