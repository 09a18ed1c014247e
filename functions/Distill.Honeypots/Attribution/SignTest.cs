using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>How well a sample's choices agree with one key's signs, and how likely that is by chance.</summary>
/// <param name="Z">Agreement, in standard deviations of what random signs give.</param>
/// <param name="LogP">ln of the chance of as much agreement, or of a bound of it; 0 where there is none.</param>
/// <param name="Cells">Cells that had a say.</param>
public readonly record struct SignTest(double Z, double LogP, int Cells)
{
    // A weight is rounded to this part of the weights' root mean square, which costs a thousandth of z; whole weights have a tail that can be summed
    // up.
    private const double Steps = 16;

    /// <summary>The chance. May be 0, where a double holds it no more.</summary>
    public double P => Math.Exp(LogP);

    /// <summary>
    /// The randomisation test: if the suspect never saw the key's text, only the signs are random, whatever its own text is like. The p-value stands
    /// on that alone.
    /// </summary>
    /// <param name="weights">From <see cref="CellEvidence"/>; made without any knowledge of <paramref name="signs"/>.</param>
    /// <param name="signs">The key's, +1 or -1, one a weight.</param>
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
