namespace Distill.Honeypots.Attribution;

/// <summary>What one cell has to say: how far the writer's choices there lie from what was to be expected, and what that weighs.</summary>
/// <param name="Count">What was seen.</param>
/// <param name="Habit">The writer's rate for the pair in all its other contexts.</param>
/// <param name="Shift">What keys already found explain of the rate in this cell; 0 at first.</param>
/// <param name="Set">The chance that a sighting goes back to a choice that was set, in text that the key marked.</param>
/// <param name="Weight">Positive where the form of a positive sign was preferred.</param>
public readonly record struct CellEvidence(CellCount Count, double Habit, double Shift, double Set, double Weight)
{
    // Degrees of freedom of habits: their tails are heavier than the normal's. Fewer forget that a rare form says more than a usual one, more let
    // single habits drown the rest.
    private const double Freedom = 7;

    /// <summary>The rate in the cell beyond what was to be expected.</summary>
    internal double Surprise => Beyond(Count.Chosen);

    /// <summary>Variance of the rate in the cell: what habits vary by from context to context, and what chance adds.</summary>
    internal double Variance(double tau) => Habit * (1 - Habit) * ((4 * tau * tau) + (1.0 / Count.Sightings));

    /// <summary>Weighs a cell. No sign is looked at: whatever is done here, a key's signs are fair coins to it.</summary>
    /// <remarks>
    /// With x of n in a cell and b the leave-one-out rate, v = b (1 - b) (4 tau^2 + 1 / n) is what habit and chance spread x / n by, and u = (x / n -
    /// b) / sqrt v. The weight is the score of a location in Student's t with 7 degrees of freedom, 8 u / (7 + u^2) / sqrt v, so that a cell where a
    /// habit is absolute neither decides a test nor drowns it.
    /// </remarks>
    public static CellEvidence Of(CellCount count, double habit, double shift, double set, double tau)
    {
        var cell = new CellEvidence(count, habit, shift, set, 0);
        return cell with { Weight = cell.Score(count.Chosen, tau) };
    }

    /// <summary>How fast the weight moves towards a sign, averaged over both, as sightings take the form that it asks for.</summary>
    internal double Slope(double tau)
    {
        var (chosen, sightings) = (Count.Chosen, Count.Sightings);
        var up = chosen < sightings ? (sightings - chosen) * (Score(chosen + 1, tau) - Weight) : 0;
        var down = chosen > 0 ? chosen * (Weight - Score(chosen - 1, tau)) : 0;
        return (up + down) / 2;
    }

    private double Score(int chosen, double tau)
    {
        var spread = Math.Sqrt(Variance(tau));
        var surprise = Beyond(chosen) / spread;
        return (Freedom + 1) * surprise / (Freedom + (surprise * surprise)) / spread;
    }

    private double Beyond(int chosen) => ((double)chosen / Count.Sightings) - Habit - Shift;
}
