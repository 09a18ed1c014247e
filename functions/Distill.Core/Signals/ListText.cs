namespace Distill.Core.Signals;

/// <summary>The text of a list, as read from one file.</summary>
/// <param name="Kind">What the list contains.</param>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Lines">The lines, in order.</param>
public sealed record ListText(ListKind Kind, string Name, IEnumerable<string> Lines);
