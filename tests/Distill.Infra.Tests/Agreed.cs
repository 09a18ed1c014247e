namespace Distill.Infra.Tests;

/// <summary>
/// Names that infra and code agreed on before the code has them. Each entry is a debt: once the code has the name, tests ask for the entry to be
/// deleted, and with the last one this file goes.
/// </summary>
internal static class Agreed
{
    /// <summary>Settings that infra sets and no code reads yet.</summary>
    public static readonly string[] Settings =
    [
        // base64, 32 bytes.
        "Honeypots__MasterKey",
    ];
}
