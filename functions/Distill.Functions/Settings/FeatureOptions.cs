using Distill.Contracts.Sealing;

namespace Distill.Functions.Settings;

/// <summary>The keys that seal what is kept of prompts. Section <c>Distill:Features</c>.</summary>
public sealed record FeatureOptions
{
    /// <summary>
    /// The keys, see <see cref="KeyRing.TryParse"/>: one without a day, or <c>2026-12-01:BASE64</c> for each epoch, with spaces between them. At
    /// least 32 bytes each, in Base64 or hexadecimal digits. No default: an app that reads or writes windows does not start without them. In Azure
    /// it is a Key Vault reference.
    /// </summary>
    public string Keys { get; init; } = "";

    /// <summary>A file with the keys, instead. Default none.</summary>
    public string KeysFile { get; init; } = "";

    // Functions that read or write windows or dead letters. An app in which they are disabled needs no keys.
    private static readonly string[] s_users = ["IngestCalls", "PostEvents", "PostTraces", "PostLogs", "JoinSpans", "CorrelateAccounts"];

    public IEnumerable<string> Errors()
    {
        if (Keys.Length > 0 && KeysFile.Length > 0)
        {
            yield return "Keys and KeysFile are both set. Set only one.";
        }

        if (IsUnresolved)
        {
            yield return "the platform could not resolve the Key Vault reference of Keys. Does the secret exist, and may the app's identity read it?";
        }
        else if (Keys.Length > 0 && !KeyRing.TryParse(Keys, out _, out var error))
        {
            yield return $"Keys can't be read: {error}.";
        }

        if (KeysFile.Length > 0 && !File.Exists(KeysFile))
        {
            yield return $"KeysFile is '{KeysFile}'. There is no such file.";
        }
        else if (KeysFile.Length > 0 && !KeyRing.TryParse(File.ReadAllText(KeysFile), out _, out var error))
        {
            yield return $"KeysFile is '{KeysFile}'. It can't be read: {error}.";
        }
    }

    /// <summary>Says that the keys are missing, if a function that needs them is enabled in this app.</summary>
    public IEnumerable<string> Missing(IConfiguration configuration) =>
        Keys.Length + KeysFile.Length > 0
        || s_users.All(name => string.Equals(configuration[$"AzureWebJobs.{name}.Disabled"], "true", StringComparison.OrdinalIgnoreCase))
            ? []
            : ["`Distill:Features:Keys` is missing. It seals what is kept of prompts. Make a key with `distill keys add FILE`."];

    /// <summary>Reads the keys.</summary>
    /// <exception cref="InvalidDataException">There are none, or they can't be read.</exception>
    public FeatureKeys ReadKeys() =>
        KeyRing.TryParse(KeysFile.Length > 0 ? File.ReadAllText(KeysFile) : Keys, out var ring, out var error)
            ? new FeatureKeys(ring.ForStore(), ring.ForClients())
            : throw new InvalidDataException($"The keys of Distill:Features can't be read: {error}.");

    private bool IsUnresolved => Keys.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal);

    // Records print their members. The keys must never be printed.
    public override string ToString() => Keys.Length + KeysFile.Length > 0 ? "with keys" : "without keys";
}
