namespace Distill.Core.Signals;

/// <summary>Who sat down after whom: the members' sittings in order of time, at most a few thousand.</summary>
internal static class SittingSequence
{
    // Enough for a normal tail, and little enough to permute.
    private const int MaxSittings = 4000;

    /// <summary>Members' indices and start times, the latest <see cref="MaxSittings"/>.</summary>
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
        sittings.Sort(static (a, b) => a.Micros != b.Micros ? a.Micros.CompareTo(b.Micros) : a.Member.CompareTo(b.Member));
        sittings.RemoveRange(0, Math.Max(0, sittings.Count - MaxSittings));
    }
}
