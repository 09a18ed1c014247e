using Azure;

namespace Distill.Functions.Storage;

/// <summary>
/// The right to write to a table of verdicts or clusters. While somebody writes, each partition has a fence, a row without a value. Every write
/// changes the fence, and only as its writer left it. So a later claim ends all earlier ones, and a run that was held up can't write over the
/// results of a newer one. At rest there are no fences, and then nobody can write without a new claim.
/// </summary>
public sealed class TableClaim
{
    internal TableClaim(Dictionary<string, ETag> fences) => Fences = fences;

    /// <summary>The fences' versions, by partition.</summary>
    internal Dictionary<string, ETag> Fences { get; }
}
