using System.IO.Compression;
using System.Text;

namespace Distill.Cli.Tests;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("distill-test-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string Write(string name, IEnumerable<string> lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
        using var file = File.Create(this[name]);
        using var stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
        stream.Write(bytes);
        return this[name];
    }

    /// <summary>
    /// A master key that is the same in every run: with a key of its own, a run in a hundred would see a p-value below .01 that chance alone made.
    /// </summary>
    public string WriteKey(string name) => Write(name, [string.Concat(Enumerable.Repeat("5eed", 16))]);

    public void Dispose() => _folder.Delete(recursive: true);
}
