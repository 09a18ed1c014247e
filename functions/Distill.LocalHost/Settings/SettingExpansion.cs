using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>Replaces %name% by the setting of that name, as the real host does in attributes.</summary>
internal sealed partial class SettingExpansion(IConfiguration configuration, StartupProblems problems)
{
    /// <summary>Returns the expanded text, or null after reporting the missing setting.</summary>
    public string? Expand(string text, string where)
    {
        var complete = true;
        var expanded = Reference()
            .Replace(
                text,
                reference =>
                {
                    var name = reference.Groups[1].Value;
                    if (configuration[SettingName.Normalize(name)] is { Length: > 0 } value)
                    {
                        return value;
                    }

                    problems.Add($"{where} refers to the setting {name}, which is not set.");
                    complete = false;
                    return "";
                }
            );
        return complete ? expanded : null;
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
