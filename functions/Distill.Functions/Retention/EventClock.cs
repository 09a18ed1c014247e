using Distill.Functions.Storage;

namespace Distill.Functions.Retention;

/// <summary>
/// The time by which stored data ages: the latest call's event time, plus how long ago calls last came. So a replayed log of last year keeps its
/// verdicts, and old data still goes if no more calls come. It is never ahead of the wall clock.
/// </summary>
public sealed class EventClock(ProgressTable progress, TimeProvider time)
{
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var called = (await progress.ReadPartitionsAsync(cancellationToken)).Where(p => p.LatestCall is not null).ToArray();
        if (called.Length == 0)
        {
            return now;
        }

        var latest = called.Max(p => p.LatestCall!.Value);
        var came = called.Max(p => p.CallsAt);
        var then = came < now ? latest + (now - came) : latest;
        return then < now ? then : now;
    }
}
