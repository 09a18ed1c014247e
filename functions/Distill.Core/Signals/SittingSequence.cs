namespace Distill.Core.Signals;

/// <summary>Who sat down after whom: the members' sittings in order of time, at most a few thousand.</summary>
internal static class SittingSequence
{
    private const int MaxSittings = 4000;

    /// <summary>Members' indices and start times, the latest <see cref="MaxSittings"/>.</summary>
    public static (int Member, long Micros)[] Of(AccountGroup group)
    {
        var all = new List<(int Member, long Micros)>();
        for (var i = 0; i < group.Members.Count; i++)
        {
            foreach (var start in group.SittingsOf(i))
            {
                all.Add((i, start));
            }
        }

        all.Sort(static (a, b) => a.Micros != b.Micros ? a.Micros.CompareTo(b.Micros) : a.Member.CompareTo(b.Member));
        return [.. all.Skip(Math.Max(0, all.Count - MaxSittings))];
    }
}
