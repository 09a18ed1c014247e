using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Attribution;

/// <summary>One key, tested against a sample.</summary>
/// <param name="Layer">The layer of the key.</param>
/// <param name="Id">The cluster's code or the account; empty for the provider.</param>
/// <param name="Test">The test on the cells of that layer only. No other cells tell this key from another one of its layer.</param>
/// <param name="LogCorrected">ln p after Holm's correction for all keys, times suspects and looks.</param>
public readonly record struct CandidateTest(Layer Layer, string Id, SignTest Test, double LogCorrected)
{
    public double Corrected => Math.Exp(LogCorrected);
}
