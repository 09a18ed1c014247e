using System.Globalization;

namespace Distill.Functions.Tests.Fuzz;

/// <summary>Whatever comes in: no crash, no 500, and memory stays flat.</summary>
public sealed class FuzzTests(AzuriteFixture azurite)
{
    private const int Seed = 18;

    // One request takes as long as some thousand events. One AMQP batch as long as ten. There are some forty routes and pages to ask.
    private const int RequestEvery = 200;
    private const int BatchEvery = 10;

    // What a collection leaves may differ by this much between two moments: caches that fill, buffers that grow to the largest input.
    private const long Slack = 64 * 1024 * 1024;

    [Fact]
    public Task TwentyThousandCases_FailNowhere() => RunAsync(20_000);

    /// <summary>As many cases as <c>DISTILL_FUZZ_CASES</c> says; ten million without it.</summary>
    [Fact(Explicit = true)]
    public Task AsManyCasesAsAsked_FailNowhere() =>
        RunAsync(long.Parse(Environment.GetEnvironmentVariable("DISTILL_FUZZ_CASES") ?? "10000000", CultureInfo.InvariantCulture));

    private async Task RunAsync(long cases)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await FuzzedRequests.PrepareAsync(instance);
        var (events, requests) = (new FuzzedEvents(instance), new FuzzedRequests(instance));
        var (step, early) = (Math.Max(cases / 10, 1), 0L);
        for (long i = 0; i < cases; i++)
        {
            var random = new Random(HashCode(i));
            try
            {
                if (i % RequestEvery == 0)
                {
                    await requests.SendAsync(random);
                }
                else if (i % BatchEvery == 0)
                {
                    events.Read(random);
                }
                else
                {
                    events.Parse(random);
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Case {i} of seed {Seed} failed.", e);
            }

            if ((i + 1) % step == 0)
            {
                var held = GC.GetTotalMemory(forceFullCollection: true);
                early = early == 0 ? held : early;
                TestContext.Current.TestOutputHelper?.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{i + 1:N0} cases, {held / 1024.0 / 1024:0.0} MiB held")
                );
                Assert.True(held < early + Slack, $"{held:N0} bytes are held after {i + 1:N0} cases, {early:N0} after {step:N0}.");
            }
        }
    }

    private static int HashCode(long number) => (int)(((ulong)number + Seed) * 0x9E3779B97F4A7C15 >> 33);
}
