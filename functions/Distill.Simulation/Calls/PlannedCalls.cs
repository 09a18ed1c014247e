namespace Distill.Simulation.Calls;

/// <summary>An hour's calls, sorted; see <see cref="HourBuckets"/>.</summary>
internal readonly struct PlannedCalls(ulong[] keys, ulong[] values, int count, long hourStart)
{
    public int Count => count;

    public PlannedCall this[int index] =>
        new(hourStart + (long)(keys[index] >> 32), (int)(uint)keys[index], (uint)(values[index] >> 32), (uint)values[index]);
}
