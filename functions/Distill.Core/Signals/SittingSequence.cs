namespace Distill.Core.Signals;

/// <summary>The members' sittings, ordered by time: which account sat down after which.</summary>
internal static class SittingSequence
{
    // Most sittings. Enough for a normal tail, and few enough to permute.
    private const int MaxSittings = 4000;

    /// <summary>Orders sittings by time. At the same time, the member's index decides.</summary>
    public static readonly Comparison<(int Member, long Micros)> ByTime = static (a, b) =>
        a.Micros != b.Micros ? a.Micros.CompareTo(b.Micros) : a.Member.CompareTo(b.Member);

    /// <summary>
    /// Returns the latest <see cref="MaxSittings"/> sittings: the member's index and the start time, microseconds since 1970-01-01 UTC.
    /// </summary>
    public static (int Member, long Micros)[] Of(AccountGroup group)
    {
        var (latest, from) = (new List<(int Member, long Micros)>(), long.MinValue);
        for (var i = 0; i < group.Members.Count; i++)
        {
            foreach (var start in group.SittingsOf(i))
            {
                if (start >= from)
                {
                    latest.Add((i, start));
                }
            }

            if (latest.Count >= 2 * MaxSittings)
            {
                Cut(latest);
                from = latest[0].Micros;
            }
        }

        Cut(latest);
        return [.. latest];
    }

    private static void Cut(List<(int Member, long Micros)> sittings)
    {
        sittings.Sort(ByTime);
        sittings.RemoveRange(0, Math.Max(0, sittings.Count - MaxSittings));
    }
}
