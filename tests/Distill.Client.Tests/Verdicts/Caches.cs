using System.Diagnostics;
using Distill.Client.Service;
using Distill.Client.Verdicts;

namespace Distill.Client.Tests.Verdicts;

/// <summary>Caches of a fake service, and waiting for what they learn.</summary>
internal static class Caches
{
    public static VerdictCache Of(FakeService service, VerdictCacheOptions? options = null, TimeProvider? clock = null)
    {
        var cache = new VerdictCache(new ServiceOptions { Address = service.Address }, options, clock);
        cache.Start();
        return cache;
    }

    public static async Task<VerdictCache> InStepAsync(FakeService service, VerdictCacheOptions? options = null, TimeProvider? clock = null)
    {
        var cache = Of(service, options, clock);
        await cache.WaitUntilInStepAsync(TimeSpan.FromSeconds(30)).WaitAsync(TimeSpan.FromSeconds(30));
        return cache;
    }

    public static async Task UntilAsync(Func<bool> reached, Action? meanwhile = null)
    {
        for (var waited = Stopwatch.StartNew(); !reached(); await Task.Delay(5))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "Not reached within 30 seconds.");
            meanwhile?.Invoke();
        }
    }
}
