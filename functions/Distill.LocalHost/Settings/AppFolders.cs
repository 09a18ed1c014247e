using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>Where host.json and local.settings.json are looked for.</summary>
internal static class AppFolders
{
    /// <summary>The real host's name for the folder that holds host.json.</summary>
    public const string ScriptRoot = "AzureWebJobsScriptRoot";

    /// <summary>The folder that a setting names, else the working directory, else the app's own folder; null when none has the file.</summary>
    public static string? Find(string fileName, IConfiguration environmentAndCommandLine)
    {
        string[] folders = environmentAndCommandLine[ScriptRoot] is { Length: > 0 } root
            ? [root]
            : [Directory.GetCurrentDirectory(), AppContext.BaseDirectory];
        return folders.Select(folder => Path.GetFullPath(Path.Combine(folder, fileName))).FirstOrDefault(File.Exists);
    }
}
