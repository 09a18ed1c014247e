namespace Distill.LocalHost.Tests;

/// <summary>A folder that goes with the test. Its name has a space, as many a home folder's has.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("distill test ").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
