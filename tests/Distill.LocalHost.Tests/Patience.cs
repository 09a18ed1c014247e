namespace Distill.LocalHost.Tests;

/// <summary>How long tests wait for what comes sooner or later, also on a machine that does a lot beside them.</summary>
internal static class Patience
{
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);

    public static Task UntilAsync(Func<bool> reached, Func<string> otherwise) => UntilAsync(() => Task.FromResult(reached()), otherwise);

    public static async Task UntilAsync(Func<Task<bool>> reached, Func<string> otherwise)
    {
        for (var until = DateTime.UtcNow + Limit; !await reached(); )
        {
            Assert.True(DateTime.UtcNow < until, otherwise());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
