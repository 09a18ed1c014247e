namespace Distill.Files;

/// <summary>A folder whose files appear together, when all are complete.</summary>
public sealed class OutputFolder : IDisposable
{
    private readonly List<DraftFile> _files = [];
    private readonly string _path;

    /// <exception cref="IOException">The folder can't be made.</exception>
    public OutputFolder(string path)
    {
        _path = path;
        if (File.Exists(path))
        {
            throw new IOException($"Can't write to the folder {path}: it is a file. Choose another folder.");
        }

        Directory.CreateDirectory(path);
    }

    /// <summary>Starts a file of the folder. <see cref="Complete"/> closes it and puts it in place.</summary>
    public Stream Create(string name)
    {
        var file = new DraftFile(Path.Combine(_path, name));
        _files.Add(file);
        return file.Stream;
    }

    public void Complete() => _files.ForEach(f => f.Complete());

    public void Dispose() => _files.ForEach(f => f.Dispose());
}
