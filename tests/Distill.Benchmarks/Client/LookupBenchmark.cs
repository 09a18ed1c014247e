using System.Diagnostics;
using System.Globalization;
using Distill.Client.Tests;
using Distill.Client.Verdicts;

namespace Distill.Benchmarks.Client;

/// <summary>
/// Looks up accounts in random order, with one thread, in a cache that was filled over HTTP from a fake service. The ids lie in a row, because a
/// request has its own id at hand; their verdicts do not. Then the same while the feed writes on the other core.
/// </summary>
internal static class LookupBenchmark
{
    private const int Lookups = 4_000_000;
    private const int Rounds = 7;
    private const int IdLength = 17;

    public static void Run(int accounts)
    {
        var service = FakeService.StartAsync().GetAwaiter().GetResult();
        service.Write([.. Enumerable.Range(0, accounts).Select(i => Verdict(i))]);
        var empty = Memory();
        var cache = new VerdictCache(new() { Address = service.Address }, new() { PageSize = 10_000 });
        var started = Stopwatch.GetTimestamp();
        cache.Start();
        if (!cache.WaitUntilInStepAsync(TimeSpan.FromMinutes(5)).GetAwaiter().GetResult())
        {
            throw new InvalidOperationException($"The cache does not get in step: {cache.Status.Fault}");
        }

        Print($"{cache.Status.Listed:N0} verdicts fetched in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Print(
            $"{(double)cache.TableBytes / accounts:0.0} bytes an account in the table; {(double)(Memory() - empty) / accounts:0.0} with all "
                + $"that the process keeps for it, the stand-in's snapshot included"
        );

        var listed = Ids(accounts, i => i);
        Measure("Not listed", cache, Ids(accounts, i => i + accounts));
        Measure("One in twenty listed", cache, Ids(accounts, i => i % 20 == 0 ? i : i + accounts));
        Measure("Listed", cache, listed);
        using var end = new CancellationTokenSource();
        var writing = Task.Run(() => WriteOn(service, accounts, end.Token));
        Measure("Listed, feed writing", cache, listed);
        end.Cancel();
        Print($"{writing.GetAwaiter().GetResult():N0} changes written meanwhile, {cache.Status.Received - accounts:N0} of them taken");
        cache.DisposeAsync().AsTask().GetAwaiter().GetResult();
        service.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static void Measure(string what, VerdictCache cache, char[] ids)
    {
        var count = ids.Length / IdLength;
        var (best, cpu, bytes, found) = (TimeSpan.MaxValue, TimeSpan.MaxValue, long.MaxValue, 0);
        for (var round = 0; round < Rounds; round++)
        {
            found = 0;
            var used = Environment.CpuUsage.TotalTime;
            var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var done = 0; done < Lookups; done++)
            {
                var at = done % count * IdLength;
                found += cache.Find(ids.AsSpan(at, IdLength)).IsListed ? 1 : 0;
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            used = Environment.CpuUsage.TotalTime - used;
            (best, cpu) = (elapsed < best ? elapsed : best, used < cpu ? used : cpu);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Print(
            $"{what, -24}{Lookups / best.TotalSeconds, 14:N0} a second, {1e9 * best.TotalSeconds / Lookups, 5:0} ns, "
                + $"{1e9 * cpu.TotalSeconds / Lookups, 5:0} ns of CPU and {(double)bytes / Lookups:0.0} bytes allocated each; "
                + $"{(double)found / Lookups:P0} found"
        );
    }

    private static long WriteOn(FakeService service, int accounts, CancellationToken end)
    {
        var written = 0L;
        for (; !end.IsCancellationRequested; written += 100)
        {
            service.Write([.. Enumerable.Range(0, 100).Select(i => Verdict((int)((written + i) * 7919 % accounts)))]);
            Thread.Sleep(10);
        }

        return written;
    }

    private static char[] Ids(int accounts, Func<int, int> number)
    {
        var order = Enumerable.Range(0, accounts).ToArray();
        new Random(1).Shuffle(order);
        var ids = new char[accounts * IdLength];
        foreach (var (place, i) in order.Index())
        {
            Id(number(i)).CopyTo(0, ids, place * IdLength, IdLength);
        }

        return ids;
    }

    // Half of them expire, in the far future.
    private static FedVerdict Verdict(int i) =>
        new(
            Id(i),
            "confirmed",
            95,
            "block",
            string.Create(CultureInfo.InvariantCulture, $"hydra-{i % 1000:x12}"),
            DateTimeOffset.UnixEpoch.AddYears(56),
            i % 2 == 0 ? DateTimeOffset.UnixEpoch.AddYears(130) : null
        );

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"acct_{i:x12}");

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Print(string line) => Console.WriteLine(line);
}
