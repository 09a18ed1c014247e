namespace Distill.Honeypots.Transparency;

/// <summary>The files of a transparency log's folder, as bytes.</summary>
public static class TransparencyFiles
{
    /// <summary>A <see cref="Commitment"/>, stamped.</summary>
    public const string Commitment = "commitment.json";

    /// <summary>One receipt a line, in order.</summary>
    public const string Log = "log.jsonl";

    /// <summary>One <see cref="LogHead"/> a line, stamped.</summary>
    public const string Heads = "heads.jsonl";

    /// <summary>One <see cref="ProvenReceipt"/> a line.</summary>
    public const string Receipts = "receipts.jsonl";

    /// <summary>One <see cref="FrozenSamples"/> a line, stamped.</summary>
    public const string Samples = "samples.jsonl";

    /// <summary>The hash of every other file, signed. None of the files that it names may change by a byte.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>True for the name of a file that is not a sample.</summary>
    public static bool IsOwn(string name) => name is Commitment or Log or Heads or Receipts or Samples or Manifest;

    /// <summary>Returns the lines of a file; null if it does not end with a line feed, or has an empty line.</summary>
    public static IReadOnlyList<byte[]>? Lines(ReadOnlySpan<byte> file)
    {
        var lines = new List<byte[]>();
        while (!file.IsEmpty)
        {
            var end = file.IndexOf((byte)'\n');
            if (end <= 0)
            {
                return null;
            }

            lines.Add(file[..end].ToArray());
            file = file[(end + 1)..];
        }

        return lines;
    }

    /// <summary>The lines of a file of the folder. Empty when it is missing, which is a finding, or not as written, which is a fault.</summary>
    internal static IReadOnlyList<byte[]> Lines(IReadOnlyDictionary<string, byte[]> files, string name, List<string> faults, List<string> findings)
    {
        if (!files.TryGetValue(name, out var file))
        {
            findings.Add($"No {name}.");
            return [];
        }

        if (Lines(file) is { } lines)
        {
            return lines;
        }

        faults.Add($"{name} is cut, or has an empty line.");
        return [];
    }
}
