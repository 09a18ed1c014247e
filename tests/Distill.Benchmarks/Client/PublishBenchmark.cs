using System.Diagnostics;
using System.Net;
using Distill.Client.Calls;

namespace Distill.Benchmarks.Client;

/// <summary>What publishing a call costs the request's thread: the prompt's features, the event, the buffer. Nobody listens; all is dropped in the end.</summary>
internal static class PublishBenchmark
{
    private const int Calls = 100_000;

    public static void Run()
    {
        var publisher = new CallPublisher(new() { Address = new Uri("http://127.0.0.1:1") }, new() { DrainFor = TimeSpan.Zero });
        foreach (var words in (int[])[40, 400, 4000])
        {
            var prompt = string.Join(' ', Enumerable.Range(0, words).Select(i => $"word{i % 97}"));
            var call = new ModelCall { Id = "9f3c2a11d0b84e57", Account = "acct_1f2e", Model = "m-1", Address = IPAddress.Loopback, UserAgent = "python-httpx/0.27" };
            Measure(publisher, call, prompt, words);
            Measure(publisher, call, prompt, words);
        }

        publisher.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static void Measure(CallPublisher publisher, in ModelCall call, string prompt, int words)
    {
        var count = Calls * 40 / words;
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = 0; i < count; i++)
            publisher.Publish(call, prompt);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(FormattableString.Invariant(
            $"Publish, {words,4} words     {1e6 * elapsed.TotalSeconds / count,10:0.00} us and {(double)bytes / count:0.0} bytes allocated each"));
    }
}
