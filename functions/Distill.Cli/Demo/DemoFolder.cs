namespace Distill.Cli.Demo;

/// <summary>All that a demo leaves on disk; gone with it unless it failed.</summary>
internal sealed class DemoFolder : IDisposable
{
    private bool _isKept;

    public string Path { get; } = Directory.CreateTempSubdirectory("distill-demo-").FullName;

    public string LogPath => System.IO.Path.Combine(Path, "app.log");

    /// <summary>Leaves it for somebody to look into.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
