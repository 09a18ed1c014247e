using System.Text.Json;

namespace Distill.LocalHost.Settings;

/// <summary>Reads local.settings.json like Core Tools: its Values become settings, which the environment overrides.</summary>
internal static class LocalSettingsFile
{
    public const string Name = "local.settings.json";

    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Dictionary<string, string?> Read(string path, StartupProblems problems)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), s_lenient);
            Read(document.RootElement, settings, problems);
        }
        catch (JsonException e)
        {
            problems.Add($"{path} is not JSON: {e.Message}");
        }
        return settings;
    }

    private static void Read(JsonElement root, Dictionary<string, string?> settings, StartupProblems problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{Name} must hold a JSON object.");
            return;
        }
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            problems.Add($"{Name} is encrypted; decrypt it with 'func settings decrypt'.");
        }

        Copy(root, "Values", "", settings, problems);
        Copy(root, "ConnectionStrings", "ConnectionStrings:", settings, problems);
        if (root.TryGetProperty("Host", out var host) && host.ValueKind == JsonValueKind.Object && host.TryGetProperty("LocalHttpPort", out var port))
        {
            settings[HostSettings.LocalHttpPort] = port.ToString();
        }
    }

    private static void Copy(JsonElement root, string section, string prefix, Dictionary<string, string?> settings, StartupProblems problems)
    {
        if (!root.TryGetProperty(section, out var values))
        {
            return;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{Name}: {section} must be a JSON object.");
            return;
        }
        foreach (var value in values.EnumerateObject())
        {
            if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                problems.Add($"{Name}: {section}.{value.Name} must be a plain value; write A__B for nested names.");
            }
            else
            {
                settings[prefix + SettingName.Normalize(value.Name)] = value.Value.ValueKind == JsonValueKind.Null ? null : value.Value.ToString();
            }
        }
    }
}
