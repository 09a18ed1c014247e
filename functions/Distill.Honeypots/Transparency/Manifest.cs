using System.Security.Cryptography;

namespace Distill.Honeypots.Transparency;

/// <summary>The files of a transparency log's folder and their hashes, by name.</summary>
public sealed record Manifest(SortedDictionary<string, string> Files)
{
    public static Manifest Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, bytes) in files)
        {
            if (name != TransparencyFiles.Manifest)
            {
                hashes.Add(name, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            }
        }

        return new Manifest(hashes);
    }
}
