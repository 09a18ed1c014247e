namespace Distill.LocalHost.Settings;

/// <summary>Converts setting names. The environment, and so an Azure app, writes A__B for A:B.</summary>
internal static class SettingName
{
    public static string Normalize(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>Returns the name as it is written in the environment.</summary>
    public static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
