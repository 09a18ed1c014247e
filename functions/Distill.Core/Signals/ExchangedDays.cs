using Distill.Contracts;

namespace Distill.Core.Signals;

/// <summary>
/// Exchanges each account's days. That keeps its hours, its timetable and its gaps within a day, and breaks what it has with the others on one day.
/// </summary>
/// <remarks>
/// Independent customers are as likely to have had their days in any other order, and a timetable's days are all alike. A balancer's load goes up
/// and down, and all turns of a day get shorter and longer together. So its accounts' days fit only each other.
/// </remarks>
internal sealed class ExchangedDays : RedrawnTimes
{
    // A day is like an account's other days if it has at least this share of their median sittings. Other days keep their place: a weekend, an
    // outage, the first and the last hours.
    private const double LikeDay = 0.75;

    // For each member, its days that are alike, since 1970-01-01, and the same days exchanged.
    private readonly long[][] _days;
    private readonly long[][] _drawn;

    // For each sitting, its member, and its day's index among the member's days that are alike. The index is negative when the day keeps its place.
    private readonly (int Member, int Day)[] _places;

    public ExchangedDays((int Member, long Micros)[] sittings, int members)
        : base(sittings, members)
    {
        _days = [.. Enumerable.Repeat<long[]>([], members)];
        foreach (var member in sittings.GroupBy(s => s.Member, s => s.Micros / Micros.PerDay))
        {
            var counts = member.CountBy(day => day).ToArray();
            var median = counts.Select(c => c.Value).Order().ElementAt(counts.Length / 2);
            _days[member.Key] = [.. counts.Where(c => c.Value >= LikeDay * median).Select(c => c.Key).Order()];
        }

        _drawn = Array.ConvertAll(_days, days => days.ToArray());
        _places = Array.ConvertAll(sittings, s => (s.Member, Array.BinarySearch(_days[s.Member], s.Micros / Micros.PerDay)));
    }

    protected override void DrawPieces(Random random)
    {
        foreach (var days in _drawn)
        {
            random.Shuffle(days);
        }
    }

    protected override long OffsetOf(int sitting)
    {
        var (member, day) = _places[sitting];
        return day < 0 ? 0 : (_drawn[member][day] - _days[member][day]) * Micros.PerDay;
    }
}
