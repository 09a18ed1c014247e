using Distill.Core.Statistics;

namespace Distill.Core.Audits;

/// <summary>How well a sample's choices agree with one key's signs, and how likely that is by chance.</summary>
/// <param name="Z">Agreement, in standard deviations of what random signs give.</param>
/// <param name="LogP">ln of a bound of the chance of as much agreement; 0 where there is none.</param>
/// <param name="Cells">Cells that had a say.</param>
public readonly record struct SignTest(double Z, double LogP, int Cells)
{
    /// <summary>The bound. May be 0, where a double holds it no more.</summary>
    public double P => Math.Exp(LogP);

    /// <summary>
    /// The randomisation test: if the suspect never saw the key's text, only the signs are random, whatever its own text is like. The p-value stands on that alone.
    /// </summary>
    /// <param name="weights">From <see cref="CellEvidence"/>; made without any knowledge of <paramref name="signs"/>.</param>
    /// <param name="signs">The key's, +1 or -1, one a weight.</param>
    public static SignTest Of(ReadOnlySpan<double> weights, ReadOnlySpan<sbyte> signs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signs.Length, weights.Length);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            sum += signs[i] * weights[i];
            squares += weights[i] * weights[i];
        }

        return squares > 0 ? new SignTest(sum / Math.Sqrt(squares), RandomSigns.LogUpper(weights, sum), weights.Length) : new SignTest(0, 0, weights.Length);
    }
}
