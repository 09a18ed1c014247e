using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Distill.Functions.Settings;

/// <summary>Sets the properties of an options record from a section, and reports every error in the section, not only the first.</summary>
internal sealed class OptionsSection<T>(IConfigurationSection section, Func<T, IEnumerable<string>> check) : IConfigureOptions<T>, IValidateOptions<T>
    where T : class, new()
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    public void Configure(T options) => Set(options);

    public ValidateOptionsResult Validate(string? name, T options)
    {
        // Set a second time to learn what Configure could not take.
        var errors = Set(new T());
        errors.AddRange(check(options).Select(error => $"`{section.Path}`: {error}"));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>The section's values, with defaults for those that are missing or wrong.</summary>
    public T Read()
    {
        var options = new T();
        Set(options);
        return options;
    }

    private List<string> Set(T options)
    {
        var errors = new List<string>();
        foreach (var setting in section.GetChildren().Where(s => !RenamedSettings.IsGone(s.Path)))
        {
            var newName = RenamedSettings.NewNameOf(setting.Path);
            var property = typeof(T).GetProperty(newName ?? setting.Key, Public);
            if (property is not { CanWrite: true })
            {
                errors.Add(Unknown(setting));
            }
            else if (newName is not null && section.GetSection(newName).Exists())
            {
                errors.Add($"`{setting.Path}` is the old name of `{section.Path}:{newName}`, and both are set. Remove `{setting.Path}`.");
            }
            else if (!TryConvert(setting.Value, property.PropertyType, out var value))
            {
                errors.Add($"`{setting.Path}` is \"{setting.Value}\". It must be {Describe(property.PropertyType)}.");
            }
            else
            {
                property.SetValue(options, value);
            }
        }

        return errors;
    }

    private static string Unknown(IConfigurationSection setting)
    {
        var names = typeof(T).GetProperties(Public).Where(p => p.CanWrite).Select(p => p.Name);
        return ClosestName.Find(setting.Key, names) is { } close
            ? $"Unknown setting `{setting.Path}`. Did you mean `{close}`?"
            : $"Unknown setting `{setting.Path}`. docs/configuration.md lists all settings.";
    }

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

    private static string Describe(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:05:00"
        : type == typeof(string) ? "a text"
        : type == typeof(double) ? "a number"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : "a whole number";
}
