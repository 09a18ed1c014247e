namespace Distill.Files;

/// <summary>A file that appears under its name only when it is complete.</summary>
public sealed class DraftFile : IDisposable
{
    private readonly string _name;
    private readonly string _draft;

    /// <summary>Starts the file beside its name. The folder is made if it is missing.</summary>
    /// <exception cref="IOException">The file can't be made.</exception>
    public DraftFile(string name)
    {
        (_name, _draft) = (name, $"{name}.{Environment.ProcessId}.draft");
        if (Path.GetDirectoryName(Path.GetFullPath(name)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        Stream = new FileStream(_draft, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a whole file: a reader sees the old content or the new one, never a part.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = new DraftFile(name);
        file.Stream.Write(content);
        file.Complete();
    }

    /// <summary>Moves the file to its name. A file of that name is replaced.</summary>
    public void Complete()
    {
        Stream.Dispose();
        File.Move(_draft, _name, overwrite: true);
    }

    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_draft);
    }
}
