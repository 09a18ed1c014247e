using Distill.Contracts;
using Distill.Core.Windows;

namespace Distill.Core.Portraits;

/// <summary>Counts calls by hour of the lookback.</summary>
/// <param name="first">The first hour.</param>
/// <param name="hours">How many hours.</param>
internal sealed class HourlyCalls(Hour first, int hours)
{
    /// <summary>The calls of all accounts.</summary>
    public long[] Of(Population population)
    {
        var calls = new long[hours];
        population.ForEachShard(shard =>
        {
            var own = new long[hours];
            foreach (var history in shard.Histories)
            {
                Add(history, (hour, count) => own[hour] += count);
            }

            lock (calls)
            {
                for (var i = 0; i < hours; i++)
                {
                    calls[i] += own[i];
                }
            }
        });
        return calls;
    }

    /// <summary>The calls of one account.</summary>
    public ushort[] Of(AccountHistory history)
    {
        var calls = new ushort[hours];
        Add(history, (hour, count) => calls[hour] = (ushort)Math.Min(ushort.MaxValue, calls[hour] + count));
        return calls;
    }

    private void Add(AccountHistory history, Action<int, int> count)
    {
        foreach (ref readonly var window in history.Windows)
        {
            var hour = window.Hour.Number - first.Number;
            if (hour >= 0 && hour < hours)
            {
                count(hour, window.Count);
            }
        }
    }
}
