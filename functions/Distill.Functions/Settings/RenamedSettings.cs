namespace Distill.Functions.Settings;

/// <summary>
/// Settings that had another name, and settings that are gone. An old name still works, and the log says the new one. A setting that is gone does
/// nothing, and the log says that.
/// </summary>
internal static class RenamedSettings
{
    // The old name in full, and the new name within the same section.
    private static readonly Dictionary<string, string> s_newNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Distill:Detection:HouseholdWeight"] = "CardWeight",
        ["Distill:Detection:FamilyThreshold"] = "EvidenceThreshold",
        ["Distill:Detection:FamilyCap"] = "EvidenceCap",
    };

    // In full.
    private static readonly HashSet<string> s_gone = new(StringComparer.OrdinalIgnoreCase) { "Distill:Detection:WatchThreshold" };

    /// <summary>True for a setting that does nothing any more.</summary>
    public static bool IsGone(string path) => s_gone.Contains(path);

    /// <summary>The settings that are set and do nothing any more, in full.</summary>
    public static IEnumerable<string> GoneInUse(IConfiguration configuration) => s_gone.Where(name => configuration.GetSection(name).Exists());

    /// <summary>The new name of a setting within its section; null for a setting that has no newer name.</summary>
    public static string? NewNameOf(string path) => s_newNames.GetValueOrDefault(path);

    /// <summary>The settings that are set under an old name: both names in full.</summary>
    public static IEnumerable<(string Old, string New)> InUse(IConfiguration configuration) =>
        s_newNames
            .Where(name => configuration.GetSection(name.Key).Exists())
            .Select(name => (name.Key, name.Key[..(name.Key.LastIndexOf(':') + 1)] + name.Value));
}
