using Distill.Core.Profiles;
using Distill.Core.Sharing;

namespace Distill.Functions.Settings;

/// <summary>How clusters are shared with other providers. Section <c>Distill:Sharing</c>.</summary>
public sealed record SharingOptions
{
    /// <summary>
    /// The key that the providers share, at least 64 hexadecimal digits. Default none: bundles have no values, and what others report is not
    /// compared. In Azure it is a Key Vault reference; one that could not be resolved, because the secret does not exist, counts as none. Only the
    /// app that correlates needs it.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>A file with the key, instead. Default none.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Who makes the bundles. Default "A model provider"; 1 to 128 characters.</summary>
    public string Producer { get; init; } = new StixOptions().Producer;

    /// <summary>For how many days a bundle's values hold. Default 30; range 1 to 365. Operators replace what they use.</summary>
    public int Days { get; init; } = new StixOptions().Days;

    public IEnumerable<string> Errors()
    {
        if (Key.Length > 0 && KeyFile.Length > 0)
        {
            yield return "Key and KeyFile are both set. Set only one.";
        }

        if (Key.Length > 0 && !IsUnresolved && !SharingKey.TryParse(Key, out _))
        {
            yield return $"Key must have at least {2 * SharingKey.MinBytes} hexadecimal digits. Make one with `distill share keygen`.";
        }

        if (KeyFile.Length > 0 && !File.Exists(KeyFile))
        {
            yield return $"KeyFile is '{KeyFile}'. There is no such file.";
        }
        else if (KeyFile.Length > 0 && !SharingKey.TryParse(File.ReadAllText(KeyFile), out _))
        {
            yield return $"KeyFile is '{KeyFile}'. That file holds no key. Make one with `distill share keygen`.";
        }

        foreach (var error in new StixOptions { Producer = Producer, Days = Days }.Errors())
        {
            yield return error;
        }
    }

    /// <summary>The key; null if none is set.</summary>
    /// <exception cref="InvalidDataException">The file holds no key any more.</exception>
    internal SharingKey? ReadKey()
    {
        var text =
            KeyFile.Length > 0 ? File.ReadAllText(KeyFile)
            : IsUnresolved ? ""
            : Key;
        return text.Length == 0 ? null
            : SharingKey.TryParse(text, out var key) ? key
            : throw new InvalidDataException($"{KeyFile} holds no sharing key.");
    }

    private bool IsUnresolved => Key.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal);

    // Records print their members. The key must never be printed.
    public override string ToString() => $"{Producer}, {Days} days, {(Key.Length + KeyFile.Length > 0 ? "with a key" : "without a key")}";
}
