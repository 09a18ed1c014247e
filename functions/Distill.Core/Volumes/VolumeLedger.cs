using System.Globalization;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Volumes;

/// <summary>Counts the calls of each hour by model, reseller and autonomous system, from a population's windows.</summary>
public sealed class VolumeLedger
{
    private readonly SortedDictionary<Hour, Dictionary<VolumeKey, HourVolume>> _hours = [];

    // Cache of numbers as text, so that not every call makes a string.
    private readonly Dictionary<uint, string> _asns = [];

    /// <summary>Counts these hours again. Their windows are new or changed.</summary>
    public void Count(Population population, IReadOnlySet<Hour> hours)
    {
        if (hours.Count == 0)
        {
            return;
        }

        foreach (var hour in hours)
        {
            _hours[hour] = [];
        }

        var own = new Dictionary<VolumeKey, int>();
        using var buffer = Scratch.Rent<CallBuffer>();
        var calls = new ApiCall[CallWindow.Capacity];
        foreach (var history in population.Histories)
        {
            foreach (ref readonly var window in history.Windows)
            {
                if (_hours.TryGetValue(window.Hour, out var volumes) && hours.Contains(window.Hour))
                {
                    history.Read(window, calls, buffer.Value);
                    Add(volumes, calls.AsSpan(0, window.Kept), window.Count, own);
                }
            }
        }
    }

    /// <summary>Drops the hours before <paramref name="hour"/>.</summary>
    public void DropBefore(Hour hour)
    {
        while (_hours.Count > 0 && _hours.First().Key < hour)
        {
            _hours.Remove(_hours.First().Key);
        }
    }

    /// <summary>
    /// Returns the series to look at when an hour ends, ordered by key: those with enough calls in the hour and a long enough history.
    /// </summary>
    public IReadOnlyList<VolumeSeries> SeriesAt(Hour hour, VolumeOptions options) =>
        !_hours.TryGetValue(hour, out var last)
            ? []
            :
            [
                .. last.Where(v => v.Value.Calls >= options.MinCalls)
                    .OrderByDescending(v => v.Value.Calls)
                    .ThenBy(v => v.Key)
                    .Take(options.MaxSeries)
                    .OrderBy(v => v.Key)
                    .Select(v => SeriesOf(v.Key, hour, v.Value))
                    .Where(s => s.Points.Count >= Math.Max(options.MinHours, Statistics.SpectralResidual.MinPoints)),
            ];

    private VolumeSeries SeriesOf(VolumeKey key, Hour hour, HourVolume last)
    {
        var first = _hours.First(h => h.Value.ContainsKey(key)).Key;
        var points = new double[hour.Number - first.Number + 1];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = _hours.TryGetValue(first + i, out var volumes) && volumes.TryGetValue(key, out var volume) ? volume.Calls : 0;
        }

        return new VolumeSeries
        {
            Key = key,
            Hour = hour,
            Points = points,
            Last = last,
        };
    }

    private void Add(Dictionary<VolumeKey, HourVolume> volumes, ReadOnlySpan<ApiCall> calls, long count, Dictionary<VolumeKey, int> own)
    {
        own.Clear();
        foreach (ref readonly var call in calls)
        {
            Increment(own, new VolumeKey(VolumeKind.Model, call.Model));
            if (call.Reseller is { Length: > 0 } reseller)
            {
                Increment(own, new VolumeKey(VolumeKind.Reseller, reseller));
            }

            if (call.Asn != 0)
            {
                Increment(own, new VolumeKey(VolumeKind.Asn, Name(call.Asn)));
            }
        }

        foreach (var (key, kept) in own)
        {
            // Scale up a sampled window: it keeps the same share of each key's calls.
            volumes[key] = volumes.GetValueOrDefault(key).With(kept * count / calls.Length);
        }
    }

    private string Name(uint asn)
    {
        if (!_asns.TryGetValue(asn, out var name))
        {
            _asns.Add(asn, name = asn.ToString(CultureInfo.InvariantCulture));
        }

        return name;
    }

    private static void Increment(Dictionary<VolumeKey, int> counts, VolumeKey key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
