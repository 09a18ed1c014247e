using Distill.Contracts;

namespace Distill.Core.Signals;

/// <summary>
/// Exchanges each customer's days. That keeps its hours, its timetable and its gaps within a day, and breaks what it has with the others on one day.
/// </summary>
/// <remarks>
/// Independent customers are as likely to have had their days in any other order, and a timetable's days are all alike. A balancer's load goes up
/// and down, and all turns of a day get shorter and longer together. So its accounts' days fit only each other. Days are counted back from the
/// last sitting, so that none is cut off: a whole day in place of a part of one would part customers who only keep the same hours.
/// </remarks>
internal sealed class ExchangedDays : RedrawnTimes
{
    // A day is like a customer's other days if it has at least this share of their median sittings. Other days keep their place: a weekend, an
    // outage, a customer's first and last hours.
    private const double LikeDay = 0.75;

    // For each customer, its days that are alike, counted back from the last, and the same days exchanged.
    private readonly long[][] _days;
    private readonly long[][] _drawn;

    // For each sitting, its customer, and its day's index among the customer's days that are alike. Negative when the day keeps its place.
    private readonly (int Customer, int Day)[] _places;

    /// <param name="sittings">The sittings, ordered by time.</param>
    /// <param name="customers">For each account, its customer, from 0.</param>
    public ExchangedDays((int Member, long Micros)[] sittings, int[] customers)
        : base(sittings, customers.Length)
    {
        var last = sittings[^1].Micros;
        var whole = (last - sittings[0].Micros) / Micros.PerDay;
        _days = [.. Enumerable.Repeat<long[]>([], customers.Max() + 1)];
        foreach (var customer in sittings.GroupBy(s => customers[s.Member], s => DayOf(s.Micros)))
        {
            var counts = customer.Where(day => day < whole).CountBy(day => day).ToArray();
            var median = counts.Select(c => c.Value).Order().ElementAtOrDefault(counts.Length / 2);
            _days[customer.Key] = [.. counts.Where(c => c.Value >= LikeDay * median).Select(c => c.Key).Order()];
        }

        _drawn = Array.ConvertAll(_days, days => days.ToArray());
        _places = Array.ConvertAll(sittings, s => (customers[s.Member], Array.BinarySearch(_days[customers[s.Member]], DayOf(s.Micros))));

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
        var (customer, day) = _places[sitting];
        return day < 0 ? 0 : (_days[customer][day] - _drawn[customer][day]) * Micros.PerDay;
    }
}
