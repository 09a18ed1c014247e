using System.Diagnostics.CodeAnalysis;

namespace Distill.Honeypots.Keys;

/// <summary>
/// The name of an epoch, which is a span of time with its own keys: 1 to 64 letters, digits, '-', '.' or '_'. <c>default</c> is no epoch.
/// </summary>
public readonly record struct EpochId : IParsable<EpochId>
{
    /// <summary>The longest name accepted, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private EpochId(string value) => _value = value;

    /// <summary>The name; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    public static EpochId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"An epoch has 1 to {MaxLength} letters, digits, '-', '.' or '_'.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EpochId result)
    {
        var valid = s is { Length: > 0 and <= MaxLength } && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
        result = valid ? new EpochId(s!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
