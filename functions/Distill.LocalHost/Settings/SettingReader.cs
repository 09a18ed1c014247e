using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>Reads typed values, checks their ranges and collects problems.</summary>
/// <param name="configuration">The source of the values.</param>
/// <param name="problems">Collects what is wrong.</param>
/// <param name="name">Returns the text for a key in messages.</param>
internal sealed class SettingReader(IConfiguration configuration, StartupProblems problems, Func<string, string> name)
{
    public string Text(string key, string fallback) => configuration[key] is { Length: > 0 } text ? text : fallback;

    public bool Flag(string key, bool fallback) => Read(key, fallback, bool.TryParse, _ => true, "true or false");

    public int Number(string key, int fallback, int least, int most) =>
        Read(
            key,
            fallback,
            (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            value => value >= least && value <= most,
            $"a whole number from {least} to {most}"
        );

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most) =>
        Read(
            key,
            fallback,
            (string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value),
            value => value >= least && value <= most,
            $"a time hh:mm:ss from {least} to {most}"
        );

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum =>
        Read(
            key,
            fallback,
            (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && !char.IsAsciiDigit(text[0]),
            Enum.IsDefined,
            "one of " + string.Join(", ", Enum.GetNames<T>())
        );

    private delegate bool Parse<T>(string text, out T value);

    private T Read<T>(string key, T fallback, Parse<T> parse, Func<T, bool> inRange, string expected)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return fallback;
        }

        if (parse(text, out var value) && inRange(value))
        {
            return value;
        }

        problems.Add($"{name(key)} is '{text}', but must be {expected}.");
        return fallback;
    }
}
