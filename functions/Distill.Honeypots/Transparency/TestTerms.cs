namespace Distill.Honeypots.Transparency;

/// <summary>How an epoch's audits will judge, laid down before it starts.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Dictionary">The dictionary's hash.</param>
/// <param name="Code">SHA-256 of the assembly that marks and judges.</param>
/// <param name="Tau">The prior spread of a cell's rate.</param>
/// <param name="Alpha">The chance of a false accusation that is accepted, all keys, suspects and looks together.</param>
/// <param name="Stopping">When sampling a suspect ends.</param>
public sealed record TestTerms(string Epoch, string Dictionary, string Code, double Tau, double Alpha, string Stopping);
