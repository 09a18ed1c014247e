using Distill.Simulation.World;

namespace Distill.Simulation.Calls;

/// <summary>
/// Holds planned calls, sixteen bytes each, by hour. The caller plans a day, then takes its hours one by one, sorted. So about a day's calls are
/// held, however long the scenario is. A planned call has a time but no content. Its content is drawn when it is written.
/// </summary>
internal sealed class HourBuckets
{
    // How many hours ahead are held: a day, and 12 hours more, because a session that begins late in a day runs into the next.
    private const int HoursAhead = 36;

    private readonly Bucket[] _ring = new Bucket[HoursAhead];
    private readonly long _end;
    private int _next;

    public HourBuckets(TimeSpan length)
    {
        _end = SimulatedTime.Of(length);
        for (var i = 0; i < HoursAhead; i++)
        {
            _ring[i] = new();
        }
    }

    /// <summary>Adds a call, unless it is outside the scenario or too far ahead to be held. Returns whether it was added.</summary>
    public bool Add(int account, long at, uint session, uint matter)
    {
        if (at < 0 || at >= _end)
        {
            return false;
        }

        var hour = (int)(at / SimulatedTime.Hour);
        if (hour < _next || hour >= _next + HoursAhead)
        {
            return false;
        }

        _ring[hour % HoursAhead].Add((ulong)(at - hour * SimulatedTime.Hour) << 32 | (uint)account, (ulong)session << 32 | matter);
        return true;
    }

    /// <summary>Takes the next hour and returns its calls in order of time. They are valid until the next call of <see cref="Add"/>.</summary>
    public PlannedCalls Take()
    {
        var bucket = _ring[_next % HoursAhead];
        var hour = _next++;
        return bucket.Drain(hour * SimulatedTime.Hour);
    }

    private sealed class Bucket
    {
        private ulong[] _keys = [];
        private ulong[] _values = [];
        private int _count;

        public void Add(ulong key, ulong value)
        {
            if (_count == _keys.Length)
            {
                Array.Resize(ref _keys, Math.Max(64, _count * 2));
                Array.Resize(ref _values, _keys.Length);
            }
            _keys[_count] = key;
            _values[_count++] = value;
        }

        public PlannedCalls Drain(long hourStart)
        {
            var count = _count;
            _count = 0;
            Array.Sort(_keys, _values, 0, count);
            return new(_keys, _values, count, hourStart);
        }
    }
}
