namespace Distill.Cli.Dossier;

/// <summary>The names that a dossier's files have. There are no others.</summary>
internal static class DossierFiles
{
    public const string Report = "report.html";
    public const string Cluster = "cluster.json";
    public const string Accounts = "accounts.jsonl";
    public const string AccountTable = "accounts.csv";
    public const string Calls = "calls.csv";
    public const string Quality = "quality.json";

    /// <summary>The logs that were read, with their hashes.</summary>
    public const string Sources = "sources.json";

    /// <summary>A <see cref="DossierManifest"/>.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The CMS signature of the manifest, detached (RFC 5652).</summary>
    public const string Signature = "manifest.p7s";

    /// <summary>A <see cref="DossierSeal"/> with its RFC 3161 stamp.</summary>
    public const string Stamp = "stamp.json";

    /// <summary>The files that the manifest names, in order.</summary>
    public static IReadOnlyList<string> Content { get; } = [Accounts, AccountTable, Calls, Cluster, Quality, Report, Sources];

    /// <summary>The files that seal the others.</summary>
    public static IReadOnlyList<string> Seals { get; } = [Manifest, Signature, Stamp];
}
