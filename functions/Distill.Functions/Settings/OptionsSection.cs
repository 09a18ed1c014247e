using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Distill.Functions.Settings;

/// <summary>Reads a section's values into a record of options, and says of all that is wrong, not of the first only.</summary>
internal static class OptionsSection
{
    public const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    public static T Read<T>(IConfigurationSection section, Func<T, IEnumerable<string>> check, List<string> errors)
        where T : new()
    {
        object options = new T();
        foreach (var setting in section.GetChildren())
        {
            var property = typeof(T).GetProperty(setting.Key, Public);
            if (property is not { CanWrite: true })
            {
                errors.Add($"{Written(setting)} is no setting.");
            }
            else if (!TryConvert(setting.Value, property.PropertyType, out var value))
            {
                errors.Add($"{Written(setting)} is \"{setting.Value}\", which is no {property.PropertyType.Name}.");
            }
            else
            {
                property.SetValue(options, value);
            }
        }

        errors.AddRange(check((T)options).Select(error => $"{Written(section)}: {error}"));
        return (T)options;
    }

    /// <summary>The name as environment and settings files have it.</summary>
    public static string Written(IConfigurationSection section) => section.Path.Replace(":", "__", StringComparison.Ordinal);

    private static bool TryConvert(string? text, Type type, out object? value)
    {
        value = null;
        try
        {
            value = text is null ? null : TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return value is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }
}
