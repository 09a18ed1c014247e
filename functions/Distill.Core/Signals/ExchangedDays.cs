using Distill.Contracts;

namespace Distill.Core.Signals;

/// <summary>
/// Exchanges each account's days. That keeps its hours, its timetable and its gaps within a day, and breaks what it has with the others on one day.
/// </summary>
/// <remarks>
/// Independent customers are as likely to have had their days in any other order, and a timetable's days are all alike. A balancer's load goes up
/// and down, and all turns of a day get shorter and longer together. So its accounts' days fit only each other. Days are counted back from the
/// last sitting, so that none is cut off: a whole day in place of a part of one would part customers who only keep the same hours.
/// </remarks>
internal sealed class ExchangedDays : RedrawnTimes
{
    // A day is like an account's other days if it has at least this share of their median sittings. Other days keep their place: a weekend, an
    // outage, an account's first and last hours.
    private const double LikeDay = 0.75;

    // For each member, its days that are alike, counted back from the last, and the same days exchanged.
    private readonly long[][] _days;
    private readonly long[][] _drawn;

    // For each sitting, its member, and its day's index among the member's days that are alike. The index is negative when the day keeps its place.
    private readonly (int Member, int Day)[] _places;

    public ExchangedDays((int Member, long Micros)[] sittings, int members)
        : base(sittings, members)
    {
        var last = sittings[^1].Micros;
        var whole = (last - sittings[0].Micros) / Micros.PerDay;
        _days = [.. Enumerable.Repeat<long[]>([], members)];
        foreach (var member in sittings.GroupBy(s => s.Member, s => DayOf(s.Micros)))
        {
            var counts = member.Where(day => day < whole).CountBy(day => day).ToArray();
            var median = counts.Select(c => c.Value).Order().ElementAtOrDefault(counts.Length / 2);
            _days[member.Key] = [.. counts.Where(c => c.Value >= LikeDay * median).Select(c => c.Key).Order()];
        }

        _drawn = Array.ConvertAll(_days, days => days.ToArray());
        _places = Array.ConvertAll(sittings, s => (s.Member, Array.BinarySearch(_days[s.Member], DayOf(s.Micros))));

        long DayOf(long time) => (last - time) / Micros.PerDay;
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
        return day < 0 ? 0 : (_days[member][day] - _drawn[member][day]) * Micros.PerDay;
    }
}
