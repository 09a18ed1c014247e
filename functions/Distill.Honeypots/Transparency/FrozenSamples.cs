namespace Distill.Honeypots.Transparency;

/// <summary>A suspect's samples, laid down before they are scored.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record FrozenSamples(string File, long Bytes, string Sha256);
