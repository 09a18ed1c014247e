using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Machine;

/// <summary>The folder for everything that the host keeps, held by one process at a time.</summary>
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
            // The operating system lets go of the lock when the process ends, however it ends.
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
