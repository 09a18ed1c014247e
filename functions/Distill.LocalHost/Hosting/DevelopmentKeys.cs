using System.Security.Cryptography;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Hosting;

/// <summary>Gives the app keys that seal what it keeps of prompts, if no setting does. They are drawn once for each data folder.</summary>
internal static class DevelopmentKeys
{
    private const string KeysSetting = "Distill:Features:Keys";
    private const string FileSetting = "Distill:Features:KeysFile";

    private const string FileName = "feature-keys";

    private const int KeyBytes = 32;

    /// <exception cref="IOException">The file of keys can't be written.</exception>
    public static void Assign(SettingsSources sources, DataFolder folder)
    {
        if (!string.IsNullOrEmpty(sources.Configuration[KeysSetting]) || !string.IsNullOrEmpty(sources.Configuration[FileSetting]))
        {
            return;
        }

        var path = Path.GetFullPath(folder.File(FileName));
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(path, options);
            file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        sources.Assigned.Assign(FileSetting, path);
    }
}
