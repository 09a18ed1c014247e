using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Machine;

/// <summary>The folder for all files of the host. Only one process at a time can hold it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <exception cref="StartupException">Another process holds it, or it can't be written.</exception>
    public static DataFolder Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            // The operating system releases the lock when the process ends in any way.
            return new DataFolder(
                path,
                new FileStream(System.IO.Path.Combine(path, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"the data folder {path} can't be locked: {e.Message} If another local host uses it, stop that one or set LocalHost__DataPath.",
                e
            );
        }
    }

    public void Dispose() => _lock.Dispose();
}
