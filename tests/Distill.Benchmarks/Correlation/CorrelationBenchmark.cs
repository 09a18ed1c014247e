using System.Diagnostics;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Options;

namespace Distill.Benchmarks.Correlation;

/// <summary>
/// One run of the correlation over one day of many accounts. The aim is 1 million active accounts, 25,000 of them a campaign, in 60 s and 2 GB on two
/// cores. Building the population does not count.
/// </summary>
internal static class CorrelationBenchmark
{
    public static int Run(string[] args)
    {
        var numbers = new Numbers(args);
        var accounts = numbers.Of("--accounts", 1_000_000);
        var campaign = numbers.Of("--campaign", Math.Max(10, accounts / 40));
        var heap = numbers.Of("--heap", 1_880);
        var day = OneDay.Of(accounts, campaign, numbers.Of("--seed", 1), numbers.Text("--folder"));
        var active = day.Innocent + day.Campaign.Count;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var held = GC.GetTotalMemory(true);
        using var process = Process.GetCurrentProcess();
        Print("Active accounts", $"{active:N0}, {day.Campaign.Count:N0} of them a campaign");
        Print("Calls", $"{day.Calls:N0} in {day.Windows:N0} windows of an hour");
        Print("Population", $"{Megabytes(held)}, {held / active:N0} bytes an account, {held / day.Calls:N0} a call");
        Print("File of calls", $"{Megabytes(day.Population.CallBytes)}, {day.Population.CallBytes / day.Calls:N0} bytes a call");

        // The heap limit of a small instance: the collector works harder as the heap comes closer to it.
        AppContext.SetData("GCHeapHardLimit", 1_000_000ul * (ulong)heap);
        GC.RefreshMemoryLimit();
        Print("Heap", $"limited to {heap:N0} MB");

        var correlator = new Correlator(new DetectionOptions());
        var (allocated, cpu, started, pauses) = (
            GC.GetTotalAllocatedBytes(true),
            process.TotalProcessorTime,
            Stopwatch.GetTimestamp(),
            GC.GetTotalPauseDuration()
        );
        CorrelationState state;
        MemoryWatch watch;
        using (watch = new MemoryWatch())
        {
            state = correlator.Correlate(day.Population, day.Last, CorrelationState.Empty);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        allocated = GC.GetTotalAllocatedBytes(true) - allocated;
        Print(
            "One run",
            $"{elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - cpu).TotalSeconds:0.0} s of processor, "
                + $"{(GC.GetTotalPauseDuration() - pauses).TotalSeconds:0.0} s of pauses for the collector"
        );
        Print("A thousand accounts", $"{1e6 * elapsed.TotalSeconds / active:0.00} ms");
        Print("Allocated by the run", $"{Megabytes(allocated)}, {allocated / active:N0} bytes an account");
        Print("Peak managed memory", $"{Megabytes(watch.PeakManaged)}, {watch.PeakManaged / active:N0} bytes an account");
        Print("Peak resident memory", Megabytes(watch.PeakResident));
        Print("Held after the run", Megabytes(GC.GetTotalMemory(true)));
        var flagged = state.Verdicts.Values.Where(v => v.Level >= VerdictLevel.Suspect).ToArray();
        Print(
            "Flagged",
            $"{flagged.Count(v => day.Campaign.Contains(v.Account)):N0} of the campaign, "
                + $"{flagged.Count(v => !day.Campaign.Contains(v.Account)):N0} others, {state.Clusters.Count:N0} clusters"
        );
        var operations = state
            .Clusters.Where(c => c.Operation is not null)
            .GroupBy(c => c.Operation!.Id, c => c.Everyone)
            .Select(o => (Own: o.Sum(e => e.Count(day.Campaign.Contains)), All: o.Sum(e => e.Count), Clusters: o.Count()))
            .OrderByDescending(o => o.Own)
            .ToArray();
        Print(
            "Operations",
            $"{operations.Length:N0}; the largest hold {string.Join(", ", operations.Take(12).Select(o => $"{o.Own} of {o.All} in {o.Clusters}"))}"
        );
        GC.KeepAlive(correlator);
        return 0;
    }

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:N0} MB");

    private static void Print(string what, FormattableString figures) => Console.WriteLine($"{what, -24}{FormattableString.Invariant(figures)}");

    private static void Print(string what, string figures) => Console.WriteLine($"{what, -24}{figures}");
}
