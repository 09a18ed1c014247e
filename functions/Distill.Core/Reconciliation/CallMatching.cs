namespace Distill.Core.Reconciliation;

/// <summary>Finds for each call of one log the same call in the other, each at most once.</summary>
/// <param name="ours">Our log.</param>
/// <param name="theirs">The reseller's log.</param>
/// <param name="models">Which model names are the same.</param>
/// <param name="tolerance">How far token counts may differ, as a share.</param>
internal sealed class CallMatching(CallLogSide ours, CallLogSide theirs, ModelPairs models, double tolerance)
{
    // Tokens by which counts may always differ. Some logs count the ends of an answer, some do not.
    private const int FreeTokens = 2;

    /// <summary>Our call of each of theirs; -1 for none.</summary>
    public int[] OurOf { get; } = [.. Enumerable.Repeat(-1, theirs.Calls.Length)];

    /// <summary>Their call of each of ours; -1 for none.</summary>
    public int[] TheirOf { get; } = [.. Enumerable.Repeat(-1, ours.Calls.Length)];

    /// <summary>
    /// Whether no other call, of either log, could be meant: the token counts are the same, and nothing else within the offset has them.
    /// </summary>
    public bool[] IsSure { get; } = new bool[theirs.Calls.Length];

    public static CallMatching Of(CallLogSide ours, CallLogSide theirs, ModelPairs models, ClockOffset offset, double tolerance)
    {
        var matching = new CallMatching(ours, theirs, models, tolerance);
        matching.MatchSure(offset);

        // First the calls that agree in both counts, then those that nearly do. In order of time, so that as many as possible are matched.
        matching.MatchSame(offset);
        matching.MatchNear(offset);
        return matching;
    }

    /// <summary>How many sure matches there would be if the clocks differed by something else: how many come by chance.</summary>
    public int CountSure(ClockOffset offset)
    {
        var sure = 0;
        foreach (var their in Enumerable.Range(0, theirs.Calls.Length))
        {
            sure += SureOf(their, offset) >= 0 ? 1 : 0;
        }

        return sure;
    }

    private void MatchSure(ClockOffset offset)
    {
        for (var their = 0; their < theirs.Calls.Length; their++)
        {
            if (SureOf(their, offset) is >= 0 and var our)
            {
                (OurOf[their], TheirOf[our], IsSure[their]) = (our, their, true);
            }
        }
    }

    // The only call of ours that could be theirs, if theirs is the only one that it could be. -1 if there is none, or if there are several.
    private int SureOf(int their, ClockOffset offset)
    {
        var call = theirs.Calls[their];
        if (!call.HasTokens)
        {
            return -1;
        }

        var found = Only(ours, call, call.Micros - offset.High, call.Micros - offset.Low, i => models.AreSame(ours.Calls[i].Model, call.Model));
        if (found < 0)
        {
            return -1;
        }

        var own = ours.Calls[found];
        return Only(theirs, own, own.Micros + offset.Low, own.Micros + offset.High, i => models.AreSame(own.Model, theirs.Calls[i].Model)) < 0
            ? -1
            : found;
    }

    // The only call of a side with these token counts that fits. -1 for none, and for several.
    private static int Only(CallLogSide side, in LoggedCall call, long first, long last, Func<int, bool> fits)
    {
        var found = -1;
        foreach (var i in side.Same(call, first, last))
        {
            if (fits(i))
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }

    private void MatchSame(ClockOffset offset)
    {
        for (var their = 0; their < theirs.Calls.Length; their++)
        {
            var call = theirs.Calls[their];
            if (OurOf[their] >= 0)
            {
                continue;
            }

            foreach (var i in ours.Same(call, call.Micros - offset.High, call.Micros - offset.Low))
            {
                if (TheirOf[i] < 0 && models.AreSame(ours.Calls[i].Model, call.Model))
                {
                    (OurOf[their], TheirOf[i]) = (i, their);
                    break;
                }
            }
        }
    }

    private void MatchNear(ClockOffset offset)
    {
        for (var their = 0; their < theirs.Calls.Length; their++)
        {
            if (OurOf[their] >= 0)
            {
                continue;
            }

            var call = theirs.Calls[their];
            var (best, least) = (-1, long.MaxValue);
            for (var i = ours.From(call.Micros - offset.High); i < ours.Calls.Length && ours.Calls[i].Micros <= call.Micros - offset.Low; i++)
            {
                if (TheirOf[i] < 0 && IsNear(ours.Calls[i], call) && Distance(ours.Calls[i], call) < least)
                {
                    (best, least) = (i, Distance(ours.Calls[i], call));
                }
            }

            if (best >= 0)
            {
                (OurOf[their], TheirOf[best]) = (best, their);
            }
        }
    }

    // A count that a log does not have fits any.
    private bool IsNear(in LoggedCall our, in LoggedCall their) =>
        models.AreSame(our.Model, their.Model) && Fits(our.InputTokens, their.InputTokens) && Fits(our.OutputTokens, their.OutputTokens);

    private bool Fits(int our, int their) =>
        our == 0 || their == 0 || Math.Abs((long)our - their) <= Math.Max(FreeTokens, tolerance * Math.Max(our, their));

    private static long Distance(in LoggedCall our, in LoggedCall their) =>
        Gap(our.InputTokens, their.InputTokens) + Gap(our.OutputTokens, their.OutputTokens);

    // Unknown counts less than any known count that fits.
    private static long Gap(int our, int their) => our == 0 || their == 0 ? int.MaxValue : Math.Abs((long)our - their);
}
