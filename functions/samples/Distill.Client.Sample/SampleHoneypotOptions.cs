using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Client.Sample;

/// <summary>Whether and how the sample marks answers. Section <c>Sample:Honeypot</c>.</summary>
public sealed class SampleHoneypotOptions
{
    /// <summary>The file with the master key that <c>honeypot keygen</c> writes. Default none: nothing is marked.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>The file to append receipts to, in the format that <c>honeypot commit --log</c> reads. Required with a key. Default none.</summary>
    public string? Receipts { get; set; }

    /// <summary>The length of an epoch in days. Default 7; range 1 to 90. Use the service's value, since the codes are for its clusters.</summary>
    public int EpochDays { get; set; } = 7;

    /// <summary>The probability that a site is set. Default 0.5; range 0 to 1. See <see cref="MarkOptions.Rate"/>.</summary>
    public double Rate { get; set; } = new MarkOptions().Rate;

    /// <summary>Returns the master key, or null if no file is set.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    internal MasterKey? ReadKey() =>
        MasterKeyFile is not { Length: > 0 } path ? null
        : File.Exists(path) && MasterKey.TryParse(File.ReadAllText(path), out var key) ? key
        : throw new InvalidDataException($"{path} holds no master key.");

    /// <summary>Returns a message for each setting that is wrong. It is empty when all are valid.</summary>
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
