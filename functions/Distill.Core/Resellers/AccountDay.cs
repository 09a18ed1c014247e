using System.Runtime.InteropServices;
using Distill.Contracts;

namespace Distill.Core.Resellers;

/// <summary>In which hours of the day, and from which countries, one account called.</summary>
internal sealed class AccountDay
{
    /// <summary>Hours of a day, UTC.</summary>
    public const int HoursOfDay = 24;

    private readonly int[] _hours = new int[HoursOfDay];
    private readonly Dictionary<ushort, long> _countries = [];

    /// <summary>In how many hours of each hour of the day (UTC) the account called. An hour counts once, however many calls it has.</summary>
    public ReadOnlySpan<int> Hours => _hours;

    /// <summary>Kept calls whose country is known.</summary>
    public long KnownCountries { get; private set; }

    /// <summary>The country of most calls. 0 when none is known.</summary>
    public ushort Country => _countries.Count == 0 ? (ushort)0 : _countries.OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;

    public void AddHour(Hour hour) => _hours[((hour.Number % HoursOfDay) + HoursOfDay) % HoursOfDay]++;

    public void AddCall(ushort country)
    {
        if (country != 0)
        {
            KnownCountries++;
            CollectionsMarshal.GetValueRefOrAddDefault(_countries, country, out _)++;
        }
    }

    /// <summary>Kept calls from a country.</summary>
    public long From(ushort country) => _countries.GetValueOrDefault(country);
}
