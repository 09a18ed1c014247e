using System.Diagnostics;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Benchmarks.Ingest;

/// <summary>The hot path of one event: bytes to features, and a call into its window. One thread; the best of a few rounds.</summary>
internal static class IngestBenchmark
{
    private const int Rounds = 5;

    public static int Run(string[] args)
    {
        var accounts = new Numbers(args).Of("--accounts", 2000);
        var simulation = new SimulationRun(Ladder.Rung("thin", new LadderSize(accounts, Math.Max(1, accounts / 12), 1)));
        byte[][] events = [.. simulation.Events().Where(e => e.Kind == WireEventKind.Call).Select(e => e.Json.ToArray())];
        var arrived = simulation.Scenario.Start.AddDays(1);
        Console.WriteLine(FormattableString.Invariant($"{events.Length:N0} calls, {events.Average(e => e.Length):0} bytes each"));

        var parser = new EventParser(new EventLimits());
        Measure(
            "Parse, features included",
            events.Length,
            () =>
            {
                foreach (var json in events)
                {
                    if (parser.Parse(json, arrived).Kind != EventKind.Call)
                    {
                        throw new InvalidOperationException("The parser refused a call of the simulation.");
                    }
                }
            }
        );

        ApiCall[] calls = [.. events.Select(e => parser.Parse(e, arrived).Call)];
        var windows = new Dictionary<(AccountId, Hour), CallWindow>();
        Measure("Fold into new windows", calls.Length, () => Fold(calls, windows = []));
        Measure("Fold again, all duplicates", calls.Length, () => Fold(calls, windows));
        var hot = new AccountId[] { calls[0].Account };
        var busy = calls.Take(CallWindow.Capacity).Select((c, i) => Of(c, hot[0], calls[0], i)).ToArray();
        Measure(
            "Fold a full window",
            busy.Length,
            () =>
            {
                var window = new CallWindow(hot[0], calls[0].Hour);
                foreach (ref readonly var call in busy.AsSpan())
                {
                    window.Add(call);
                }
            }
        );
        return 0;
    }

    private static ApiCall Of(ApiCall call, AccountId account, ApiCall first, int number) =>
        new()
        {
            Id = Fingerprint.Mix((ulong)number, 1),
            Account = account,
            Micros = first.Micros,
            Model = call.Model,
            Platform = call.Platform,
            Reseller = call.Reseller,
            Prompt = call.Prompt,
        };

    private static void Fold(ApiCall[] calls, Dictionary<(AccountId, Hour), CallWindow> windows)
    {
        foreach (ref readonly var call in calls.AsSpan())
        {
            ref var window = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(windows, (call.Account, call.Hour), out _);
            (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
        }
    }

    private static void Measure(string what, int count, Action body)
    {
        body();
        var (best, bytes) = (TimeSpan.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            body();
            var elapsed = Stopwatch.GetElapsedTime(started);
            best = elapsed < best ? elapsed : best;
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Console.WriteLine(
            (
                $"{what, -28}{count / best.TotalSeconds, 12:N0} a second, {1e9 * best.TotalSeconds / count, 7:0} ns and "
                + $"{(double)bytes / count, 8:0.0} bytes allocated each"
            )
        );
    }
}
