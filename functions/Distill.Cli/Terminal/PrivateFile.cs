namespace Distill.Cli.Terminal;

/// <summary>A file of text that only its owner can read.</summary>
internal static class PrivateFile
{
    /// <summary>Opens a file for writing. If it is new, only its owner can read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may exist.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static StreamWriter Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(path, options);
    }
}
