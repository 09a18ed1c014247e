namespace Distill.LocalHost.Machine;

/// <summary>Writes files that a reader sees whole or not at all.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(draft, content);
        File.Move(draft, path, overwrite: true);
    }
}
