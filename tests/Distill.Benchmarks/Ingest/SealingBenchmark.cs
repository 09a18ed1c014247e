using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Benchmarks.Ingest;

/// <summary>
/// What sealing costs, each step without it and with it: a client's event is parsed, a window is written, a window is read. An operation is one
/// call; one thread.
/// </summary>
public class SealingBenchmark
{
    private const int Calls = 10_000;

    private static readonly KeyRing s_keys = KeyRing.Of(new byte[KeyRing.MinBytes]);

    private readonly EventParser _parser = new(new EventLimits(), s_keys);
    private readonly WindowSeal _seal = new(s_keys);
    private byte[][] _events = [];
    private CallWindow[] _windows = [];
    private byte[][] _stored = [];

    /// <summary>Whether features and windows are sealed.</summary>
    [Params(false, true)]
    public bool Sealed { get; set; }

    [GlobalSetup]
    public void Simulate()
    {
        ApiCall[] calls = [.. SomeCalls.Events(Calls).Select(e => SomeCalls.Parse(_parser, e))];
        _events = [.. calls.Select(c => WithFeatures(c, Sealed ? s_keys.At(c.Time) : null))];
        var windows = new Dictionary<(AccountId, Hour), CallWindow>();
        SomeCalls.Fold(calls, windows);
        _windows = [.. windows.Values];
        _stored = [.. _windows.Select(Stored)];
    }

    /// <summary>A client's events, with features in place of the prompt.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void ParseEvents()
    {
        foreach (var json in _events)
        {
            SomeCalls.Parse(_parser, json);
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public long WriteWindows() => _windows.Sum(w => (long)Stored(w).Length);

    /// <summary>As a run reads them. Windows that are not sealed go the same way.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public long ReadWindows() => _windows.Select((w, i) => (long)_seal.Open(w.Account, w.Hour, _stored[i]).Count).Sum();

    private byte[] Stored(CallWindow window) => Sealed ? _seal.Seal(window) : CallWindowCodec.Encode(window);

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
}
