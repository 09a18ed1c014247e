using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Client.Sample;

/// <summary>Whether and how the sample marks answers. Section <c>Sample:Honeypot</c>.</summary>
public sealed class SampleHoneypotOptions
{
    /// <summary>A file with the master key, as <c>honeypot keygen</c> writes it. Default none: nothing is marked.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>The file that receipts are added to, as <c>honeypot commit --log</c> takes it; needed with a key. Default none.</summary>
    public string? Receipts { get; set; }

    /// <summary>The length of an epoch, days. Default 7; range 1 to 90. As the service's, whose clusters the codes are of.</summary>
    public int EpochDays { get; set; } = 7;

    /// <summary>The chance that a site is set, share. Default 0.5; range 0 to 1. See <see cref="MarkOptions.Rate"/>.</summary>
    public double Rate { get; set; } = new MarkOptions().Rate;

    /// <summary>The master key; null where none is set.</summary>
    /// <exception cref="InvalidDataException">The file holds none.</exception>
    internal MasterKey? ReadKey() =>
        MasterKeyFile is not { Length: > 0 } path ? null
        : File.Exists(path) && MasterKey.TryParse(File.ReadAllText(path), out var key) ? key
        : throw new InvalidDataException($"{path} holds no master key.");

    /// <summary>Every setting that is wrong, in words; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        if (MasterKeyFile is { Length: > 0 } path)
        {
            if (!File.Exists(path) || !MasterKey.TryParse(File.ReadAllText(path), out _))
            {
                yield return $"MasterKeyFile is '{path}', which holds no master key.";
            }

            if (Receipts is not { Length: > 0 })
            {
                yield return "Receipts is not set; marks that nothing can show later are worth nothing.";
            }
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
}
