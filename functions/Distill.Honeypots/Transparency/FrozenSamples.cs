namespace Distill.Honeypots.Transparency;

/// <summary>A suspect's samples, fixed before anyone scores them.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">The file's length, in bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record FrozenSamples(string File, long Bytes, string Sha256);
