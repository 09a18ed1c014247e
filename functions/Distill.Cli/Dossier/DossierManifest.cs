namespace Distill.Cli.Dossier;

/// <summary>What a dossier holds: every file with its hash, and what it is about. Signed as a whole.</summary>
/// <param name="Version">The layout: 1.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="From">Start of the first hour with calls.</param>
/// <param name="Until">End of the last hour that was judged. No stamp can be earlier.</param>
/// <param name="Made">When it was made, by the maker's clock.</param>
/// <param name="Files">The files by name, but for those that seal.</param>
internal sealed record DossierManifest(
    int Version,
    string Cluster,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset Made,
    SortedDictionary<string, DossierFile> Files
)
{
    public const int Current = 1;
}

/// <summary>A file of a dossier.</summary>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record DossierFile(string Sha256, long Bytes);

/// <summary>What is stamped: the manifest and its signature.</summary>
/// <param name="Manifest">SHA-256 of the manifest, lower-case hexadecimal.</param>
/// <param name="Signature">SHA-256 of the signature.</param>
internal sealed record DossierSeal(string Manifest, string Signature);
