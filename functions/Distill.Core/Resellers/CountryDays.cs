namespace Distill.Core.Resellers;

/// <summary>In which hours of the day the accounts of each country call. It needs no table of time zones.</summary>
internal sealed class CountryDays
{
    // Fewest accounts of a country that show its day.
    private const int MinAccounts = 20;

    // Hours of a night, and the largest share of the country's hours that may fall into it: a country without a night shows nothing.
    private const int NightHours = 8;
    private const double MostOfNight = 0.2;

    private readonly Dictionary<ushort, (int Accounts, long[] Hours)> _countries = [];

    /// <summary>Adds an account to the country of most of its calls.</summary>
    public void Add(AccountDay day)
    {
        if (day.Country == 0)
        {
            return;
        }

        var (accounts, hours) = _countries.TryGetValue(day.Country, out var known) ? known : (0, new long[AccountDay.HoursOfDay]);
        for (var i = 0; i < hours.Length; i++)
        {
            hours[i] += day.Hours[i];
        }

        _countries[day.Country] = (accounts + 1, hours);
    }

    /// <summary>
    /// Returns the first hour (UTC) of the country's night: the eight hours in a row in which its accounts call least. Null when too few accounts
    /// call from there, or when they have no night.
    /// </summary>
    public int? NightOf(ushort country)
    {
        if (!_countries.TryGetValue(country, out var known) || known.Accounts < MinAccounts)
        {
            return null;
        }

        var night = Enumerable.Range(0, AccountDay.HoursOfDay).MinBy(first => In(first, known.Hours));
        return In(night, known.Hours) <= MostOfNight * known.Hours.Sum() ? night : null;
    }

    /// <summary>How many of an account's hours are in a night.</summary>
    public static long InNight(int night, AccountDay day)
    {
        var own = new long[AccountDay.HoursOfDay];
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = day.Hours[i];
        }

        return In(night, own);
    }

    private static long In(int first, long[] hours)
    {
        var sum = 0L;
        for (var i = 0; i < NightHours; i++)
        {
            sum += hours[(first + i) % hours.Length];
        }

        return sum;
    }
}
