using System.Net;
using Distill.Client.Calls;

namespace Distill.Benchmarks.Client;

/// <summary>
/// What publishing a call costs the request's thread: the prompt's features, the event, the buffer. Nobody listens: the first round fills the buffer
/// and its arrays, the second does all the same and drops.
/// </summary>
internal static class PublishBenchmark
{
    private const int Words = 4_000_000;

    public static void Run()
    {
        var publisher = new CallPublisher(new() { Address = new Uri("http://127.0.0.1:1") }, new() { DrainFor = TimeSpan.Zero });
        foreach (var words in (int[])[40, 400, 4000])
        {
            var prompt = string.Join(' ', Enumerable.Range(0, words).Select(i => $"word{i % 97}"));
            var call = new ModelCall
            {
                Id = "9f3c2a11d0b84e57",
                Account = "acct_1f2e",
                Model = "m-1",
                Address = IPAddress.Loopback,
                UserAgent = "python-httpx/0.27",
            };
            Round(publisher, call, prompt, words);
            var (cpu, bytes) = Round(publisher, call, prompt, words);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"Publish, {words, 4} words     {1e6 * cpu.TotalSeconds, 8:0.00} us of CPU and {bytes:0.0} bytes allocated each"
                )
            );
        }

        publisher.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static (TimeSpan Cpu, double Bytes) Round(CallPublisher publisher, in ModelCall call, string prompt, int words)
    {
        var count = Words / words;
        var (allocated, used) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < count; i++)
        {
            publisher.Publish(call, prompt);
        }

        return ((Environment.CpuUsage.TotalTime - used) / count, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }
}
