using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>A place in a text where two forms mean the same.</summary>
/// <param name="Start">Where the present form begins, in UTF-16 units.</param>
/// <param name="Length">The present form's length; 0 if it is the absence of something.</param>
/// <param name="Cell">The pair and its context.</param>
/// <param name="Form">The present form: false for the pair's first, true for its second.</param>
/// <param name="Other">The text of the other form.</param>
public readonly record struct Site(int Start, int Length, Cell Cell, bool Form, string Other);
