using System.Diagnostics;
using Distill.Client.Service;
using Distill.Client.Verdicts;

namespace Distill.Client.Tests.Verdicts;

/// <summary>Caches of a fake service, and waiting for what they learn.</summary>
internal static class Caches
{
    // Ends a test that would wait for ever; a slow machine gets there.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static VerdictCache Of(FakeService service, VerdictCacheOptions? options = null, TimeProvider? clock = null)
    {
        var cache = new VerdictCache(new ServiceOptions { Address = service.Address }, options, clock);
        cache.Start();
        return cache;
    }

    public static async Task<VerdictCache> InStepAsync(FakeService service, VerdictCacheOptions? options = null, TimeProvider? clock = null)
    {
        var cache = Of(service, options, clock);
        await cache.WaitUntilInStepAsync(s_patience).WaitAsync(s_patience);
        return cache;
    }

    public static async Task UntilAsync(Func<bool> reached, Action? meanwhile = null)
    {
        for (var waited = Stopwatch.StartNew(); !reached(); await Task.Delay(5))
        {
            Assert.True(waited.Elapsed < s_patience, $"Not reached within {s_patience}.");
            meanwhile?.Invoke();
        }
    }
}
