using System.Net;
using BenchmarkDotNet.Attributes;
using Distill.Client.Calls;
using Distill.Contracts.Sealing;

namespace Distill.Benchmarks.Client;

/// <summary>
/// What publishing a call costs the request's thread: the prompt's features, the event, the buffer. Nobody listens, so the buffer is full after the
/// warm-up. From then on the publisher does all the same work and drops the event.
/// </summary>
public class PublishBenchmark : IAsyncDisposable
{
    private CallPublisher _publisher = null!;
    private readonly ModelCall _call = new()
    {
        Id = "9f3c2a11d0b84e57",
        Account = "acct_1f2e",
        Model = "m-1",
        Address = IPAddress.Loopback,
        UserAgent = "python-httpx/0.27",
    };

    private string _prompt = "";

    /// <summary>Words in the prompt.</summary>
    [Params(40, 400, 4000)]
    public int Words { get; set; }

    /// <summary>Whether the client has keys and seals the features.</summary>
    [Params(false, true)]
    public bool Sealed { get; set; }

    [GlobalSetup]
    public void Open()
    {
        var keys = Sealed ? new string('0', 2 * KeyRing.MinBytes) : null;
        _publisher = new(new() { Address = new Uri("http://127.0.0.1:1") }, new() { DrainFor = TimeSpan.Zero, FeatureKeys = keys });
        _prompt = string.Join(' ', Enumerable.Range(0, Words).Select(i => $"word{i % 97}"));
    }

    [Benchmark]
    public void Publish() => _publisher.Publish(_call, _prompt);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
