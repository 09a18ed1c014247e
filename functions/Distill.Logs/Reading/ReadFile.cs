namespace Distill.Logs.Reading;

/// <summary>One file of a log, and how it was read.</summary>
/// <param name="File">The path as the caller gave it.</param>
/// <param name="Format">What people call its format; empty if it could not be read.</param>
/// <param name="Layout">How it is packed and laid out.</param>
/// <param name="Bytes">Its length in bytes; 0 for a pipe.</param>
/// <param name="Problem">Why it could not be read, and what to do; null if it could.</param>
public sealed record ReadFile(string File, string Format, string Layout, long Bytes, string? Problem = null);
