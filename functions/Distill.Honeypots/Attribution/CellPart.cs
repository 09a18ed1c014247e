using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Attribution;

/// <summary>Sightings of a cell in the answers to one request.</summary>
/// <param name="Request">The request; empty if unknown.</param>
/// <param name="Marked">Whom the request's answer was marked for; null if unknown.</param>
/// <param name="Chosen">Sightings of the form that a positive sign asks for; at most <paramref name="Sightings"/>.</param>
/// <param name="Sightings">The number of sightings; at least 1.</param>
/// <param name="Shift">The part of the rate that keys found earlier explain; 0 at first.</param>
internal readonly record struct CellPart(string Request, MarkAssignment? Marked, int Chosen, int Sightings, double Shift)
{
    /// <summary>Returns whether a student of the key's text could have learned the key's sign here.</summary>
    public bool Concerns(RequestDraws draws, Cell cell) => draws.Marks(Marked) && (Request.Length == 0 || draws.Sets(Request, cell));
}
