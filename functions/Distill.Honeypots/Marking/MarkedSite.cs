using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>A cell that was set in a response.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Layer">The layer whose key gave the sign.</param>
/// <param name="Form">The form that all sites of the cell now have.</param>
public readonly record struct MarkedSite(Cell Cell, Layer Layer, bool Form);
