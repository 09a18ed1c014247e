using Distill.Core.Events;
using Distill.Core.Resellers;

namespace Distill.Cli.Resellers;

/// <summary>Files of attestations.</summary>
internal static class AttestationFiles
{
    /// <summary>Reads files. Each is taken whole, or not at all.</summary>
    /// <exception cref="IOException">A file can't be read, or is not as the schema says. The message names the faults.</exception>
    public static IReadOnlyList<AttestationRecord> Read(IEnumerable<string> paths, DateTimeOffset now)
    {
        var records = new List<AttestationRecord>();
        foreach (var path in paths)
        {
            records.AddRange(AttestationDocument.Read(File.ReadAllBytes(path), now, out var faults));
            if (faults.Count > 0)
            {
                throw new IOException($"{path} holds no attestations that can be taken. {string.Join(" ", faults)}");
            }
        }

        return records;
    }
}
