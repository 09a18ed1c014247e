namespace Distill.Honeypots.Attribution;

/// <summary>What one cell shows: how far the writer's choices are from the expected ones, and how much this counts.</summary>
/// <param name="Count">What was seen.</param>
/// <param name="Habit">The writer's rate for the pair in all its other contexts.</param>
/// <param name="Shift">The part of the rate in this cell that keys found earlier explain; 0 at first.</param>
/// <param name="Set">The chance that a sighting comes from a choice that was set, in text that the key marked.</param>
/// <param name="Weight">Positive if the writer preferred the form that a positive sign asks for.</param>
public readonly record struct CellEvidence(CellCount Count, double Habit, double Shift, double Set, double Weight)
{
    // Degrees of freedom of habits, which have heavier tails than a normal distribution. With fewer, a rare form says no more than a usual one. With
    // more, a few strong habits hide everything else.
    private const double Freedom = 7;

    /// <summary>The rate in the cell minus the expected rate.</summary>
    internal double Surprise => Beyond(Count.Chosen);

    /// <summary>The variance of the rate in the cell: how habits vary from context to context, plus chance.</summary>
    internal double Variance(double tau) => Habit * (1 - Habit) * ((4 * tau * tau) + (1.0 / Count.Sightings));

    /// <summary>Weighs a cell. Returns the evidence with its weight. The weight depends on no sign, so a key's signs stay fair coins.</summary>
    /// <remarks>
    /// Let x of n choices in a cell have the form, and let b be the rate in all other cells. Habit and chance spread x / n with the variance v = b (1
    /// - b) (4 tau^2 + 1 / n), and u = (x / n - b) / sqrt v. The weight is the score of a location in Student's t with 7 degrees of freedom: 8 u / (7
    /// + u^2) / sqrt v. So a cell with an absolute habit neither decides a test nor drowns it.
    /// </remarks>
    public static CellEvidence Of(CellCount count, double habit, double shift, double set, double tau)
    {
        var cell = new CellEvidence(count, habit, shift, set, 0);
        return cell with { Weight = cell.Score(count.Chosen, tau) };
    }

    /// <summary>Returns how fast the weight moves towards a sign as sightings take the sign's form, as the mean over both signs.</summary>
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
