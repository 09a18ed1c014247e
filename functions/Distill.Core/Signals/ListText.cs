namespace Distill.Core.Signals;

/// <summary>A list as it was read from one file.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Name">The file's name, for what is said of it.</param>
/// <param name="Lines">Its lines in order.</param>
public sealed record ListText(ListKind Kind, string Name, IEnumerable<string> Lines);
