using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>A place in a text where two forms mean the same.</summary>
/// <param name="Start">Where the form that stands there begins, in UTF-16 units.</param>
/// <param name="Length">Its length; 0 where the form is that nothing stands there.</param>
/// <param name="Cell">The pair and its context.</param>
/// <param name="Form">Which form stands there: false for the pair's first, true for its second.</param>
/// <param name="Other">What would stand there in the other form.</param>
public readonly record struct Site(int Start, int Length, Cell Cell, bool Form, string Other);
