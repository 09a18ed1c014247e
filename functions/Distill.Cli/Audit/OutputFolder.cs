namespace Distill.Cli.Audit;

/// <summary>A folder that gets its files all at once: they are written beside their names and moved there when all are complete.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly List<(string Draft, string Name, FileStream Stream)> _files = [];
    private readonly string _path;
    private readonly string _mark = $".{Environment.ProcessId}.draft";

    /// <exception cref="IOException">The folder can't be made.</exception>
    public OutputFolder(string path)
    {
        _path = path;
        if (File.Exists(path))
        {
            throw new IOException($"Can't write to the folder {path}: it is a file.");
        }

        Directory.CreateDirectory(path);
    }

    /// <summary>A file of the folder, closed and put in place by <see cref="Complete"/>.</summary>
    public Stream Create(string name)
    {
        var target = Path.Combine(_path, name);
        var stream = new FileStream(target + _mark, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _files.Add((target + _mark, target, stream));
        return stream;
    }

    public void Complete()
    {
        foreach (var (_, _, stream) in _files)
        {
            stream.Dispose();
        }

        foreach (var (draft, name, _) in _files)
        {
            File.Move(draft, name, overwrite: true);
        }

        _files.Clear();
    }

    /// <summary>Deletes what was not completed.</summary>
    public void Dispose()
    {
        foreach (var (draft, _, stream) in _files)
        {
            stream.Dispose();
            File.Delete(draft);
        }
    }
}
