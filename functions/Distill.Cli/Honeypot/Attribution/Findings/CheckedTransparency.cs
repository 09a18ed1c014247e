using Distill.Cli.Honeypot.Transparency;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Attribution.Findings;

/// <summary>What the folder of a transparency log shows beside an attribution test.</summary>
/// <param name="Files">The folder's files and their hashes.</param>
/// <param name="Findings">What holds.</param>
/// <param name="Faults">What does not; empty when all does.</param>
/// <param name="SamplesFrozen">Whether the folder froze the samples that were tested.</param>
internal sealed record CheckedTransparency(
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Faults,
    bool SamplesFrozen
)
{
    /// <exception cref="IOException">The folder can't be read.</exception>
    public static CheckedTransparency Read(string path, MasterKey master, string samples)
    {
        var folder = TransparencyFolder.Read(path);
        var check = TransparencyCheck.Of(folder.Files, master: master);
        var files = Manifest.Of(folder.Files).Files;
        return new CheckedTransparency(files, check.Findings, check.Faults, check.Faults.Count == 0 && files.ContainsValue(samples));
    }
}
