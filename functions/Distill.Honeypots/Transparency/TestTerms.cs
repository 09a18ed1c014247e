namespace Distill.Honeypots.Transparency;

/// <summary>How an epoch's attribution tests will judge. The terms are fixed before the epoch starts.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Dictionary">The dictionary's hash.</param>
/// <param name="Code">SHA-256 of the assembly that marks and judges.</param>
/// <param name="Tau">The spread of a cell's rate that is assumed before any sample is seen.</param>
/// <param name="Alpha">The accepted chance of a false accusation, over all keys, suspects and looks together.</param>
/// <param name="Stopping">The rule for when sampling a suspect ends.</param>
/// <param name="Signer">
/// The public key that signs the folder's manifest (<see cref="EvidenceSigner"/>), Base64. Null in a commitment of a build before, which signs none.
/// </param>
public sealed record TestTerms(string Epoch, string Dictionary, string Code, double Tau, double Alpha, string Stopping, string? Signer = null);
