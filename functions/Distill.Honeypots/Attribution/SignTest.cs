using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>How well a sample's choices agree with one key's signs, and the chance of that.</summary>
/// <param name="Z">The agreement in standard deviations, as random signs would spread it.</param>
/// <param name="LogP">ln of the chance of at least this much agreement, or of an upper bound on it; 0 if there is no agreement.</param>
/// <param name="Cells">How many cells counted.</param>
public readonly record struct SignTest(double Z, double LogP, int Cells)
{
    // Weights are rounded to this fraction of their root mean square, which costs a thousandth of z. Whole weights allow an exact sum of the tail.
    private const double Steps = 16;

    /// <summary>The chance. It is 0 if it is too small for a double.</summary>
    public double P => Math.Exp(LogP);

    /// <summary>
    /// Runs the randomisation test. If the suspect never saw the key's text, only the signs are random, whatever its own text is like. The p-value
    /// depends on nothing else.
    /// </summary>
    /// <param name="weights">From <see cref="CellEvidence"/>. They must not depend on <paramref name="signs"/>.</param>
    /// <param name="signs">The key's signs, +1 or -1, one for each weight.</param>
    public static SignTest Of(ReadOnlySpan<double> weights, ReadOnlySpan<sbyte> signs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signs.Length, weights.Length);
        var squares = 0.0;
        foreach (var weight in weights)
        {
            squares += weight * weight;
        }

        if (squares <= 0)
        {
            return new SignTest(0, 0, weights.Length);
        }

        var (step, whole, sum, norm) = (Math.Sqrt(squares / weights.Length) / Steps, new int[weights.Length], 0L, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            whole[i] = (int)Math.Round(weights[i] / step);
            sum += signs[i] * whole[i];
            norm += (double)whole[i] * whole[i];
        }

        return new SignTest(sum / Math.Sqrt(norm), RandomSigns.LogUpper(whole, sum), weights.Length);
    }
}
