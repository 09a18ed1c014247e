using System.Globalization;
using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose accounts call from the same network for the same model in the same minute, more often than their rates explain.
/// </summary>
/// <remarks>
/// After SynchroTrap (Cao et al., CCS 2014, doi:10.1145/2660267.2660269): loosely synchronised actions under a constraint. Here it runs only inside
/// a candidate group, because at 25 calls a day unkeyed pairs meet by chance. The null shifts each account's timeline by its own offset within two
/// hours, which keeps rates and daily habits.
/// </remarks>
internal static class KeyedSynchrony
{
    // Number of shifts that give the mean under chance, and the largest shift. Their spread is not used, see Clump.
    private const int Shifts = 8;
    private const int MaxShiftMinutes = 120;

    // Most members that are looked at. A thousand meet often enough; more only cost time.
    private const int MaxMembers = 1000;

    // Fewest meetings of two accounts. Fewer may be chance.
    private const int MinMeetings = 20;

    // Variance of the number of meetings, as a multiple of its mean. Meetings come in clumps: two sittings that overlap meet many times.
    private const double Clump = 10;

    // Least ratio of observed to expected meetings. In a long record, even a trifle becomes significant.
    private const double MinEffect = 1.5;

    /// <summary>Null when there are fewer than 20 meetings, or when chance gives as many more often than once in 100.</summary>
    public static Evidence? Measure(AccountGroup group)
    {
        group = group with { Members = [.. group.Members.Take(MaxMembers)] };
        var observed = Meetings(group, null);
        if (observed < MinMeetings)
        {
            return null;
        }

        var random = new Random(group.Members.Count);
        var sum = 0.0;
        for (var i = 0; i < Shifts; i++)
        {
            var offsets = group.Members.Select(_ => random.NextInt64(-MaxShiftMinutes, MaxShiftMinutes) * Micros.PerMinute).ToArray();
            sum += Meetings(group, offsets);
        }

        var expected = Math.Max(1, sum / Shifts);
        var z = (observed - expected) / Math.Sqrt(Clump * expected);
        var weight = -Tails.LogNormalUpper(z);
        if (z <= 0 || weight < Rarity.LeastWeight || observed < MinEffect * expected)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Timing,
            "keyed_synchrony",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Two of the accounts called from one network for one model in the same minute {observed} times, where their rates explain "
                    + $"{expected:0}; by chance {Rarity.OneIn(weight)}."
            ),
            weight
        );
    }

    private static int Meetings(AccountGroup group, long[]? offsets)
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var models = new Dictionary<string, int>(StringComparer.Ordinal);
        var rooms = new Dictionary<(ulong Room, long Minute), (int LastMember, int Members)>();
        for (var i = 0; i < group.Members.Count; i++)
        {
            foreach (ref readonly var call in group.Members[i].Read(buffer.Value))
            {
                if (!call.Network.IsKnown)
                {
                    continue;
                }

                if (!models.TryGetValue(call.Model, out var model))
                {
                    models.Add(call.Model, model = models.Count);
                }

                var minute = (call.Micros + (offsets?[i] ?? 0)) / Micros.PerMinute;
                ref var room = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    rooms,
                    (Fingerprint.Mix(call.Network.Bits, (ulong)model), minute),
                    out var known
                );
                if (!known || room.LastMember != i)
                {
                    room = (i, room.Members + 1);
                }
            }
        }

        return rooms.Values.Sum(r => r.Members * (r.Members - 1) / 2);
    }
}
