namespace Distill.Functions.Batches;

/// <summary>Numbers that a partition has given to events, and whose events did not come.</summary>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Missing">How many events did not come. Less than the numbers if events between came whose numbers can't be read.</param>
public readonly record struct SequenceGap(long First, long Last, long Missing)
{
    /// <summary>
    /// Finds the gaps in a batch and before it. The hub numbers a partition's events without gaps. Events that come twice are no gap.
    /// </summary>
    /// <param name="last">The last number that came before; null if nothing is known of it. Then the batch's first number is no gap.</param>
    /// <param name="events">The batch, in the hub's order.</param>
    public static IReadOnlyList<SequenceGap> Find(long? last, IReadOnlyList<HubEvent> events)
    {
        var gaps = new List<SequenceGap>();
        var unnumbered = 0;
        foreach (var e in events)
        {
            if (e.Sequence < 0)
            {
                unnumbered++;
                continue;
            }

            if (last is { } known && e.Sequence - known - 1 - unnumbered is > 0 and var missing)
            {
                gaps.Add(new SequenceGap(known + 1, e.Sequence - 1, missing));
            }

            last = last > e.Sequence ? last : e.Sequence;
            unnumbered = 0;
        }

        return gaps;
    }
}
