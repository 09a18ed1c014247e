using System.Globalization;
using Distill.Contracts;

namespace Distill.Core.Sharing;

/// <summary>How a cluster is put into a bundle.</summary>
public sealed record StixOptions
{
    private const int MostName = 128;
    private const int MostDays = 365;

    /// <summary>Who makes the bundle. Default "A model provider"; 1 to 128 characters.</summary>
    public string Producer { get; init; } = "A model provider";

    /// <summary>How far it may be passed on. Default amber.</summary>
    public Tlp Tlp { get; init; } = Tlp.Amber;

    /// <summary>For how many days its indicators hold. Default 30; range 1 to 365. Operators replace what they use.</summary>
    public int Days { get; init; } = 30;

    public IEnumerable<string> Errors()
    {
        if (Producer.Length is 0 or > MostName)
        {
            yield return $"Producer must have 1 to {MostName} characters.";
        }
        else if (FreeText.Fault(Producer) is { } bad)
        {
            yield return $"Producer {bad}.";
        }

        if (Days is < 1 or > MostDays)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Days is {Days}; it must lie in 1 to {MostDays}.");
        }
    }
}
