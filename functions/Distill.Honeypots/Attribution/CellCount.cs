using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Attribution;

/// <summary>How often a text had a choice between two forms in one context, and how it chose.</summary>
/// <param name="Cell">Pair and context.</param>
/// <param name="Chosen">Sightings of the form that a positive sign asks for; at most <paramref name="Sightings"/>.</param>
/// <param name="Sightings">How often the text had the choice; at least 1.</param>
public readonly record struct CellCount(Cell Cell, int Chosen, int Sightings);
