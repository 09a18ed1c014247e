namespace Distill.LocalHost.Settings;

/// <summary>A__B is how the environment, and so an Azure app, writes A:B.</summary>
internal static class SettingName
{
    public static string Normalize(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>How a person writes it in the environment.</summary>
    public static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
