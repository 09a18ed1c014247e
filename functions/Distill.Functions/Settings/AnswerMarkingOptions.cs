using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Settings;

/// <summary>How answers are marked. Section <c>Distill:Honeypots</c>.</summary>
public sealed record AnswerMarkingOptions
{
    /// <summary>
    /// The master key, as hexadecimal digits or Base64. Default none: nothing is marked. In Azure it is a Key Vault reference, so that no settings
    /// file holds the key. A reference that the platform could not resolve, because the secret does not exist yet, counts as none.
    /// </summary>
    public string MasterKey { get; init; } = "";

    /// <summary>A file with the master key, instead. Default none.</summary>
    public string MasterKeyFile { get; init; } = "";

    /// <summary>
    /// The length of an epoch, days. Default 7; range 1 to 90. A shorter epoch gives a changed cluster its code sooner; a longer one
    /// gathers more evidence under one key.
    /// </summary>
    public int EpochDays { get; init; } = 7;

    /// <summary>The chance that a site gets a mark, share. Default 0.5; range 0 to 1. See <see cref="MarkOptions.Rate"/>.</summary>
    public double Rate { get; init; } = new MarkOptions().Rate;

    public IEnumerable<string> Errors()
    {
        if (MasterKey.Length > 0 && MasterKeyFile.Length > 0)
        {
            yield return "MasterKey and MasterKeyFile are both set. Set only one.";
        }

        if (MasterKey.Length > 0 && !IsUnresolved && !Distill.Honeypots.Keys.MasterKey.TryParse(MasterKey, out _))
        {
            yield return $"MasterKey must have {Distill.Honeypots.Keys.MasterKey.MinBytes} bytes or more, in hexadecimal digits or Base64.";
        }

        if (MasterKeyFile.Length > 0 && !File.Exists(MasterKeyFile))
        {
            yield return $"MasterKeyFile is '{MasterKeyFile}'. There is no such file.";
        }
        else if (MasterKeyFile.Length > 0 && !Distill.Honeypots.Keys.MasterKey.TryParse(File.ReadAllText(MasterKeyFile), out _))
        {
            yield return $"MasterKeyFile is '{MasterKeyFile}'. That file holds no key.";
        }

        if (EpochDays is < 1 or > 90)
        {
            yield return $"EpochDays is {EpochDays}; it must lie in 1 to 90.";
        }

        foreach (var error in new MarkOptions { Rate = Rate }.Errors())
        {
            yield return error;
        }
    }

    /// <summary>The master key; null if none is set.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public MasterKey? ReadKey()
    {
        var text =
            MasterKeyFile.Length > 0 ? File.ReadAllText(MasterKeyFile)
            : IsUnresolved ? ""
            : MasterKey;
        return text.Length == 0 ? null
            : Distill.Honeypots.Keys.MasterKey.TryParse(text, out var key) ? key
            : throw new InvalidDataException($"{MasterKeyFile} holds no master key.");
    }

    private bool IsUnresolved => MasterKey.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal);

    // Records print their members. The key must never be printed.
    public override string ToString() =>
        $"epochs of {EpochDays} days, rate {Rate}, {(MasterKey.Length + MasterKeyFile.Length > 0 ? "with a key" : "without a key")}";
}
