namespace Distill.Cli.Demo;

/// <summary>The demo's files. They are deleted when the demo ends, unless it failed.</summary>
internal sealed class DemoFolder : IDisposable
{
    private bool _isKept;

    public string Path { get; } = Directory.CreateTempSubdirectory("distill-demo-").FullName;

    public string LogPath => System.IO.Path.Combine(Path, "app.log");

    /// <summary>Keeps the files for somebody to look at.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
