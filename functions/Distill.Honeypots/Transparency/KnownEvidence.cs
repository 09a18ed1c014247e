using System.Security.Cryptography.X509Certificates;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Transparency;

/// <summary>
/// What a verifier knows from elsewhere, to compare a transparency log with. The folder alone can't show that it was not made anew as a whole.
/// </summary>
public sealed record KnownEvidence
{
    /// <summary>The trusted authorities. Then everything must be stamped by one. Null to name the authorities without checking them.</summary>
    public X509Certificate2Collection? Trusted { get; init; }

    /// <summary>The master key, to open the commitment and to check the receipts' marks; null to skip this.</summary>
    public MasterKey? Master { get; init; }

    /// <summary>The commitment as it was published, see <see cref="Commitment.Fingerprint"/>; null to skip this.</summary>
    public string? Commitment { get; init; }

    /// <summary>Heads as they were published.</summary>
    public IReadOnlyList<KnownHead> Heads { get; init; } = [];
}

/// <summary>A head of the log that was published.</summary>
/// <param name="Root">The root, lower-case hexadecimal.</param>
/// <param name="Size">The number of receipts; null when only the root is known.</param>
public sealed record KnownHead(string Root, int? Size = null);
